from django.urls import path

from appraisal.portal.replies import views

urlpatterns = [
    path("<code:campaign>/<code:agency>/", views.replies, name="replies"),
    path("<code:campaign>/<code:agency>/<code:criterion>/", views.save, name="reply-save"),
]
