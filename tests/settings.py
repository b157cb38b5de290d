"""What is different in the tests?"""

from pathlib import Path
from tempfile import TemporaryDirectory

from config.settings import *  # noqa: F403
from config.settings import CACHES, STORAGES

# Who waits outside follows from the secret: a test that fails must fail again, in another checkout too.
SECRET_KEY = "known to everybody, and good for tests alone"
# The manifest is made by collectstatic; a test reads the files where they are.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}
# Strength is not what a test that signs somebody in is about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A run leaves no pictures behind, and draws none that no test asks for.
_pictures = TemporaryDirectory(prefix="arneth-pictures-")
PICTURES_DIR = Path(_pictures.name)
PICTURES_AHEAD = False
