from django.urls import path

from scoring.portal.home import views

urlpatterns = [
    path("", views.home, name="home"),
]
