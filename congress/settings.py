"""Settings: one file, everything that differs between machines comes from the environment.

``DATABASE_URL`` is the application's role, ``DATABASE_OWNER_URL`` the owner used by ``migrate``
alone; see docs/operations.md for the whole list.
"""

import os
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env_flag(name: str, *, default: bool = False) -> bool:
    """Read a yes/no variable: 1, true, yes and on mean yes."""
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


DEBUG = env_flag("CONGRESS_DEBUG")
SECRET_KEY = os.environ.get("CONGRESS_SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("CONGRESS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = env_flag("CONGRESS_HTTPS")
DATA_DIR = Path(os.environ.get("CONGRESS_DATA", BASE_DIR / "var"))

INSTALLED_APPS = [
    "congress",
    "deputies",
    "supervision",
    "personnel",
    "decisions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "congress.middleware.IdleLimitMiddleware",
    "congress.middleware.FirstSignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "congress.urls"
WSGI_APPLICATION = "congress.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["congress.templatetags.house"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congress.context.house",
            ],
        },
    },
]

_database = dj_database_url.parse(
    os.environ.get("DATABASE_URL", "postgresql://congress_app@localhost/congress"),
    conn_max_age=300,
    conn_health_checks=True,
)
DATABASES = {"default": _database}
DATABASE_OWNER = dj_database_url.parse(
    os.environ.get("DATABASE_OWNER_URL", os.environ.get("DATABASE_URL", "postgresql://localhost/congress"))
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- People ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "congress.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "congress.backends.HouseBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
# A whole office shares one address behind its router: lock the account, not the address.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = int(os.environ.get("CONGRESS_PROXIES", "0"))
IDLE_MINUTES = int(os.environ.get("CONGRESS_IDLE_MINUTES", "30"))
SIGN_IN_LINK_HOURS = int(os.environ.get("CONGRESS_LINK_HOURS", "72"))

# -- Language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# -- Files -----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(os.environ.get("CONGRESS_STATIC_ROOT", DATA_DIR / "static"))
MEDIA_ROOT = DATA_DIR / "files"
# The county's own licensed fonts for official papers; see congress/official/faces/README.md.
FONTS_DIR = os.environ.get("CONGRESS_FONTS_DIR", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing is asked for by its plain name: half the files to compress
UPLOAD_MAX_BYTES = 30 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# -- Mail: off unless the environment names a server, so that a copy of the data tells nobody ------
EMAIL_HOST = os.environ.get("CONGRESS_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("CONGRESS_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CONGRESS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CONGRESS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env_flag("CONGRESS_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("CONGRESS_MAIL_FROM", "")
SEND_MAIL = bool(EMAIL_HOST and DEFAULT_FROM_EMAIL)

# -- Celery: truth lives in PostgreSQL, so nothing is kept in the broker ---------------------------
CELERY_BROKER_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "seal-audit": {"task": "congress.seal_audit", "schedule": 60.0},
    "sweep": {"task": "congress.sweep", "schedule": 3600.0},
    "work-imports": {"task": "congress.work_imports", "schedule": 60.0},
    "work-batches": {"task": "congress.work_batches", "schedule": 60.0},
    # Local time; working days and the county's own hours are asked by the task itself.
    "remind": {"task": "congress.remind", "schedule": crontab(minute="*/10", hour="6-20")},
    "deliver": {"task": "congress.deliver", "schedule": 60.0},
}

# -- Security ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CONGRESS_ORIGINS", "").split(",") if o]
CSRF_FAILURE_VIEW = "congress.views.errors.csrf_failure"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "congress.api.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "PAGE_SIZE": 50,
    "DATETIME_FORMAT": "iso-8601",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
