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

    # Only what style sheets load: the references to source maps lead nowhere.
    patterns = (
        (CompressedManifestStaticFilesStorage.patterns[0][0], CompressedManifestStaticFilesStorage.patterns[0][1][:2]),
    )

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**options, use_brotli=False)
