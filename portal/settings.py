"""Django's settings. What differs between machines comes from portal/config.py, the rest is decided here."""

from datetime import timedelta

from csp.constants import NONE, SELF

from core.logs import LINE
from portal import config
from portal.sign_in import *  # noqa: F403 (allauth asks for many settings; they have a file)

CONFIG = config.read()
BASE_DIR = config.ROOT

DEBUG = CONFIG.debug
SECRET_KEY = CONFIG.secret_key
ALLOWED_HOSTS = CONFIG.allowed_hosts
BASE_URL = CONFIG.base_url
DEMO = CONFIG.demo
DATA_DIR = CONFIG.data_dir

INSTALLED_APPS = [
    "portal.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "core",
    "accounts",
    "offices",
    "events",
    "news",
    "portal",
]

MIDDLEWARE = [
    "core.storage.Deadline",
    "core.web.serving.TextCompression",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["core.templatetags.components", "core.templatetags.formats"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    },
]

DATABASES = {"default": CONFIG.database}
CACHES = {"default": CONFIG.cache}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.SignIn", "accounts.backends.Coordination"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/buero/"
LOGOUT_REDIRECT_URL = LOGIN_URL
COORDINATORS_REDIRECT_URL = "/geschaeftsstelle/"
COORDINATORS_NEED_MFA = True
COORDINATED_APPS = ("offices", "events", "news", "portal")  # what coordinators may edit in the administration
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# In the session and not in a cookie of its own: the fewer cookies, the less to explain.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "core.web.stylesheet.StylesheetFinder",
    "core.forms.editor_files.EditorFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"

for _name, _value in CONFIG.email.items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = CONFIG.mail_from
# How long the outbox remembers to whom it wrote what; kind, state and moments stay for the figures.
MAILS_KEPT_WHEN_SENT = timedelta(days=90)
MAILS_KEPT_OTHERWISE = timedelta(days=180)  # failed or in doubt: somebody may still have to look

# A directory list is at most a few megabytes; anything larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "core.media.uploads.LimitedFileUploadHandler",
]
UPLOAD_QUOTA_BYTES = 200_000_000  # of pictures and documents per office: some three hundred photos

# From one connection to the internet (accounts/limits.py); an office may register all its people.
REGISTRATIONS_PER_HOUR = 60

# After so many days an office is asked whether its page is still right (offices/upkeep/checks.py).
CHECK_EVERY_DAYS = CONFIG.check_every_days

# --- security -------------------------------------------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
# Behind https there is exactly one web server in front of us (docs/betrieb.md), and it names the client last.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIG.https else 0
if CONFIG.https:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # monitors ask from inside, without TLS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# --- log: what failed and where, never who asked (no addresses, no query strings) -------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.logs.Discreet", "format": LINE}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # 404 and 400 are everyday life and would carry typed addresses into the log.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "portal.worker": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
