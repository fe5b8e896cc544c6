"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

# Read once before the server forks: its workers share the memory and their first visitor does not wait.
from offices import directory  # noqa: E402

directory.prepare()
