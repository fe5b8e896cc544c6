"""Settings of the tests: those of the portal, but quick, apart from its data and without a manifest of files."""

import os
import tempfile

# Each of several processes has a folder of its own, because one sweeps away files that its database knows nothing of.
# What such a process starts stays in the folder that it names.
if os.environ.get("FOLDER_OF", "") != os.environ.get("PYTEST_XDIST_WORKER", "") or "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
os.environ["FOLDER_OF"] = os.environ.get("PYTEST_XDIST_WORKER", "")

from portal.settings import *  # noqa: F403
from portal.settings import DATA_DIR, DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.samples", "tests.recipes"]
STATIC_ROOT.mkdir(exist_ok=True)  # the server of static files warns where there is no folder

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
(DATA_DIR / "static").mkdir(exist_ok=True)
# Tests without a database ask the cache too; tests/accounts/test_limits.py runs on the real one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file: write-ahead log and locks behave as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # Rows that nobody put in order come in any order, as on PostgreSQL one day. Here they come the wrong way round.
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA reverse_unordered_selects=ON"
