from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppraisalConfig(AppConfig):
    name = "appraisal"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Thẩm định")
