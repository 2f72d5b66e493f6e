from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pari.ui"
    label = "ui"
