import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from pari.installation import secret_key


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = secret_key(tmp_path)
    assert len(first) == 50
    assert secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_the_key(tmp_path):
    together = threading.Barrier(16)

    def start() -> str:
        together.wait()
        return secret_key(tmp_path)

    with ThreadPoolExecutor(16) as pool:
        keys = {future.result() for future in [pool.submit(start) for _ in range(16)]}
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_two_folders_have_two_keys(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_a_new_folder_is_migrated_and_holds_what_the_models_say(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    environment = kept | {"PARI_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "pari.settings"}
    for command in (["migrate", "--verbosity", "0"], ["migrate", "--check"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, check=True)
    assert (tmp_path / "pari.sqlite3").exists()
