"""The project's settings for tests: a folder and a queue per test process, cheap passwords, plain static files.

Processes that a test starts read this module too and find folder and queue in their environment.
"""

import atexit
import os
import shutil
import sys
import tempfile
import uuid

if "pytest" in sys.modules:
    os.environ["PARI_DATA_DIR"] = tempfile.mkdtemp(prefix="pari-test-")
    os.environ["CELERY_QUEUE"] = f"test-{uuid.uuid4().hex}"
    atexit.register(shutil.rmtree, os.environ["PARI_DATA_DIR"], ignore_errors=True)

from pari.settings import *

# A name of its own, so that two runs on one server do not meet; a file, so that a worker can open it too.
_is_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DATABASES["default"]["TEST"] = {
    "NAME": str(DATA_DIR / "test.sqlite3") if _is_sqlite else f"test_pari_{uuid.uuid4().hex[:12]}"
}
if not _is_sqlite:
    # A request that a browser gave up must not keep the tables from the next test for ever; no test outlives the power.
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c idle_in_transaction_session_timeout=60000 -c lock_timeout=120000 -c synchronous_commit=off"
    }
INSTALLED_APPS += ["tests.project.probe"]
CACHES["default"]["KEY_PREFIX"] = CELERY_TASK_DEFAULT_QUEUE
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
