"""How Django is set up for one place. What differs between places is in environment.py."""

import os
from pathlib import Path

import jinja2
import nhsuk_frontend_jinja

from tilth.ground.place import Place
from tilth.web import environment

WEB = Path(__file__).parent
PLACE = Place.open(os.environ.get("TILTH_PLACE", "."))
SITE = environment.Address(os.environ.get("TILTH_SITE", ""))
BOUND_TO = os.environ.get("TILTH_BOUND_TO", "")  # told by tilth serve
DEMO = environment.made_by_demo(PLACE) and not SITE.public

DEBUG = False
SECRET_KEY = environment.secret_key(PLACE)
ALLOWED_HOSTS = SITE.hosts
DATABASES = {"default": environment.database(PLACE)}
CLOSED_SOURCES = "tilth.web.agree.agreements.closing.closed_sources"
CLOSED_SHARINGS = "tilth.web.agree.agreements.closing.closed_sharings"
CONFIGURED = "tilth.web.agree.configured.told"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "tilth.web.urls"
WSGI_APPLICATION = "tilth.web.wsgi.application"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "tilth.web.house",
    "tilth.web.see",
    "tilth.web.agree",
    "tilth.web.learn",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "tilth.web.house.headers.Headers",
    "tilth.web.api.certified.Certified",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tilth.web.house.load.Turns",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tilth.web.house.sessions.Limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tilth.web.house.opened.Opened",
    "tilth.web.house.access.middleware.Access",
    "tilth.web.house.errors.InWords",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
# Jinja2 draws the pages; Django's own engine draws only the letters allauth sends.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates", Path(nhsuk_frontend_jinja.__file__).parent / "templates"],
        "OPTIONS": {
            "environment": "tilth.web.house.drawing.environment",
            "undefined": jinja2.ChainableUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "context_processors": ["tilth.web.house.drawing.every_page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# ---- files that never change: named by their content, served by whitenoise
STATIC_URL = "/static/"
STATIC_ROOT = PLACE.store_folder / "site"
STATICFILES_DIRS = [WEB / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
INSTALLED_APPS.append("django.contrib.staticfiles")

# ---- who: sessions, cookies, signing in
AUTH_USER_MODEL = "house.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",  # finds who is signed in; nobody has a password
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tilth.web.house.signing.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code that comes by email is the proof
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # house/signing/tries.py counts, for all processes together
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE.public else "http"
ACCOUNT_SESSION_REMEMBER = None
MFA_ADAPTER = "tilth.web.house.signing.adapters.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PLACE.name
SOCIALACCOUNT_ADAPTER = "tilth.web.house.signing.adapters.Organisations"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "with"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = environment.organisation()
OIDC_SERVER = os.environ.get("TILTH_OIDC_SERVER", "")
OIDC_NAME = environment.organisation_name()
SESSION_IDLE_SECONDS = 30 * 60
SESSION_MOST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_IDLE_SECONDS
SESSION_COOKIE_NAME = "__Host-tilth" if SITE.public else "tilth"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SITE.public
CSRF_COOKIE_NAME = "__Host-tilth-form" if SITE.public else "tilth-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SITE.public
CSRF_TRUSTED_ORIGINS = [SITE.origin] if SITE.public else []
CSRF_FAILURE_VIEW = "tilth.web.house.errors.form_not_ours"

# ---- letters: by the server of TILTH_EMAIL_URL; without one, kept in a folder of the store
EMAIL_BACKEND, EMAIL_TOLD = environment.email(PLACE)
globals().update(EMAIL_TOLD)
LETTERS_KEPT = not os.environ.get("TILTH_EMAIL_URL")
DEFAULT_FROM_EMAIL = os.environ.get("TILTH_EMAIL_FROM", "tilth@localhost")

# ---- the kinds of record, told by each room
KINDS_OF_RECORD = ["tilth.web.agree.kinds", "tilth.web.learn.kinds"]

# ---- what search looks through beside figures and words: functions of the rooms to the right
SEARCHED = [
    "tilth.web.agree.searching.found",
    "tilth.web.agree.meetings.search.found",
    "tilth.web.learn.search.house.found",
    "tilth.web.learn.sources.searching.found",
]

# ---- what people tell beside figures: functions of the rooms to the right
BESIDE = ["tilth.web.learn.stories.beside.beside"]

# ---- what AGREE tells beside figures: whom to talk to in an area, what a figure set off
WAYS_IN = "tilth.web.agree.ways_in.ways_in"
OWN_AREAS = "tilth.web.agree.ways_in.own_areas"
SET_OFF = "tilth.web.agree.decisions.set_off.set_off"

# ---- what is done again once a place is back from its backup: functions of the place
BROUGHT_BACK = ["tilth.web.learn.actions.replaying.replay"]

# ---- headers; the rest are in house/headers.py
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if SITE.public:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# ---- files that people send: small, and held in memory until a form has looked at them
FILE_UPLOAD_HANDLERS = [
    "tilth.web.house.uploads.Small",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# ---- work that takes longer than a page may
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    # An address may hold a token that opens a page: what was not found is not written down.
    "loggers": {"django.request": {"level": "ERROR"}},
}
