"""Settings of the tests: fast password hashes, no static manifest, files in a folder that goes away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CONGRESS_SECRET_KEY", "tests-only-tests-only-tests-only-tests-only-tests-only")

from congress.settings import *  # noqa: F403

DATA_DIR = Path(tempfile.mkdtemp(prefix="congress-tests-"))
MEDIA_ROOT = DATA_DIR / "files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
for _template in TEMPLATES:  # noqa: F405
    _template["OPTIONS"]["string_if_invalid"] = "⟪missing:%s⟫"
