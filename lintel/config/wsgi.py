"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintel.config.settings")
application = get_wsgi_application()

from lintel.config.warming import warm  # noqa: E402 - it needs the apps

warm()
