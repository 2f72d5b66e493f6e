"""Which static files are collected, and how they are stored."""

from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Leaves out what no page uses: source maps (megabytes), Bootstrap's other builds, DRF's own pages."""

    ignore_patterns = (
        *DjangoStaticFilesConfig.ignore_patterns,
        *("*.map", "rest_framework", "bootstrap-*.css", "*.rtl.*", "bootstrap.esm.*"),
    )


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Names with a hash, and gzip beside them.

    Brotli would save a tenth of the bytes once per browser and cost a minute at each installation.
    """

    # What style sheets load and what our own modules import; the references to source maps lead nowhere.
    patterns = (
        (CompressedManifestStaticFilesStorage.patterns[0][0], CompressedManifestStaticFilesStorage.patterns[0][1][:2]),
        ("pari/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),  # noqa: SLF001 Django's own, behind a switch that takes all files
    )

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**options, use_brotli=False)
