from django.urls import path

from appraisal.portal.assignments import excel, members, proposal, views

urlpatterns = [
    path("", views.campaigns, name="assignment-campaigns"),
    path("<code:campaign>/", views.grid, name="assignments"),
    path("<code:campaign>/giao/", views.give, name="assignments-give"),
    path("<code:campaign>/thanh-vien/", members.sheet, name="assignments-members"),
    path("<code:campaign>/de-xuat/", proposal.propose, name="assignments-propose"),
    path("<code:campaign>/phan-cong.xlsx", excel.export, name="assignments-xlsx"),
    path("<code:campaign>/nhap/", excel.upload, name="assignments-import"),
    path("<code:campaign>/nhap/xac-nhan/", excel.confirm, name="assignments-import-confirm"),
]
