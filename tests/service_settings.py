"""The service's settings for tests: a demonstration's, on SQLite or on the PostgreSQL that is named."""

from __future__ import annotations

import os
import tempfile

os.environ["REDOVISA_DEMO"] = "1"
os.environ["REDOVISA_SECOND_FACTOR"] = "1"
os.environ["REDOVISA_TODAY"] = "2024-01-08"
os.environ.setdefault("REDOVISA_DATA", tempfile.gettempdir())
os.environ["DATABASE_URL"] = os.environ.get("REDOVISA_TEST_DATABASE_URL", "")

from redovisa_service.config.settings import *  # noqa: F403 - the service's own, changed below

# Hashing that is meant to take half a second is not what the tests are about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405 - pages, not files, are tested
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405 - of the settings above
    # In a file: a database in memory cannot be shared by the threads of a browser's journey.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(tempfile.mkdtemp(), "test.sqlite3")}  # noqa: F405, PTH118 - of the settings above
