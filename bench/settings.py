"""The portal's own settings plus what the reference views need. No page cache: none is configured there either."""

from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import TEMPLATES as PORTAL_TEMPLATES

ROOT_URLCONF = "bench.urls"

# The reference page is rendered by an engine as `startproject` sets it up, so that nothing of the portal's own
# context or components makes it dearer (or the portal look cheaper).
TEMPLATES = [
    *PORTAL_TEMPLATES,
    {
        "NAME": "plain",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
