"""What must a server add? HTTPS only, its own secret, and no debugging."""

from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.settings import *  # noqa: F403

SHORTEST_SECRET = 50

DEBUG = False
if environment.flag("DJANGO_DEBUG"):
    raise ImproperlyConfigured("DJANGO_DEBUG is on. Production does not start with it: it shows settings to visitors.")
SECRET_KEY = environment.text("SECRET_KEY")
if len(SECRET_KEY) < SHORTEST_SECRET:
    raise ImproperlyConfigured(
        f"Set SECRET_KEY to {SHORTEST_SECRET} or more random characters (.env.example says how)."
    )
ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the name of the site, such as clinic.example.org.")

SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# Only where a proxy sets it: a visitor could otherwise claim HTTPS.
if environment.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers accept a __Host- cookie only over HTTPS, for the whole site, and from no subdomain.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
