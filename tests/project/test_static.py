"""Static files as an installation collects them."""

import json

from django.core.management import call_command


def test_every_file_is_collected_under_a_name_of_its_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "pari.static.Storage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert {"bootstrap/css/bootstrap.min.css", "django_htmx/htmx-2.min.js", "admin/css/base.css"} <= names.keys()
    assert all((tmp_path / name).is_file() for name in names.values())
    assert (tmp_path / f"{names['bootstrap/css/bootstrap.min.css']}.gz").is_file()
    assert not list(tmp_path.rglob("*.map"))
