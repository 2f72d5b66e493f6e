from django.urls import path

from scoring.portal.register import agencies, changes, excel, lists

urlpatterns = [
    path("", lists.agencies, name="agencies"),
    path("moi/", agencies.add, name="agency-add"),
    path("thay-doi/", changes.add, name="lineage-add"),
    path("quan-he/<int:pk>/bo/", changes.remove, name="lineage-remove"),
    path("nhap/", excel.upload, name="register-import"),
    path("nhap/xac-nhan/", excel.confirm, name="register-import-confirm"),
    path("mau/", excel.template, name="register-template"),
    path("xuat/", excel.export, name="register-export"),
    path("<int:pk>/", agencies.agency, name="agency"),
    path("<int:pk>/sua/", agencies.correct, name="agency-correct"),
    path("<int:pk>/ket-thuc/", agencies.end, name="agency-end"),
]
