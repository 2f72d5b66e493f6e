from django.urls import path

from reports.portal.decision import views

urlpatterns = [
    path("<code:campaign>/", views.publications, name="publications"),
    path("<code:campaign>/ban-hanh/", views.publish, name="publish"),
    path("<code:campaign>/tinh-lai/", views.compute, name="publish-compute"),
    path("<code:campaign>/dinh-chinh/", views.correct, name="correct"),
    path("<code:campaign>/<int:number>/", views.publication, name="publication"),
    path("<code:campaign>/<int:number>/ket-qua.json", views.data, name="publication-data"),
]
