"""Entry point of the web server."""

import os
from datetime import date

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

# Read once before the server forks: its workers share the memory and their first visitor does not wait.
from offices import hours  # noqa: E402
from offices.geography import map, spellings  # noqa: E402

spellings.town_book()
map.kreis_paths()
hours.public_holiday(date.today())  # noqa: DTZ011 (any day loads the calendar)
