from django.urls import path

from scoring.portal.people import imports, views

urlpatterns = [
    path("", views.people, name="people"),
    path("moi/", views.new, name="people-invite"),
    path("loi-moi/", views.invitations, name="people-invitations"),
    path("loi-moi/<int:pk>/cap-lai/", views.renew, name="people-renew"),
    path("loi-moi/<int:pk>/thu-hoi/", views.revoke, name="people-revoke"),
    path("vai-tro/<int:pk>/thoi/", views.end, name="people-end"),
    path("vai-tro/<int:pk>/ban-giao/", views.pass_on, name="people-hand-over"),
    path("nhap/", imports.upload, name="people-import"),
    path("nhap/mau.xlsx", imports.template, name="people-template"),
    path("nhap/xac-nhan/", imports.confirm, name="people-import-confirm"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/mat-khau/", views.new_password, name="person-password"),
    path("<int:pk>/mot-buoc/", views.one_step, name="person-one-step"),
]
