from django.urls import path

from reports.portal.audit import views

urlpatterns = [
    path("<code:campaign>/", views.log, name="audit"),
    path("<code:campaign>/nhat-ky.csv", views.export, name="audit-csv"),
]
