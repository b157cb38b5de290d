"""Where does a web server enter?"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.checks import refuse_to_lose_work  # noqa: E402  needs the applications that the line above loads

refuse_to_lose_work()
