from django.urls import path

from scoring.portal.board import views

urlpatterns = [
    path("", views.boards, name="boards"),
    path("<code:campaign>/", views.board, name="board"),
    path("<code:campaign>/nhac/", views.send_reminders, name="board-remind"),
    path("<code:campaign>/tien-do.csv", views.export, {"file_format": "csv"}, name="board-csv"),
    path("<code:campaign>/tien-do.xlsx", views.export, {"file_format": "xlsx"}, name="board-xlsx"),
]
