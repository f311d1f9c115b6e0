"""One settings file, driven by the environment.

Every variable is described in docs/reference/settings.md, which is generated from `ENVIRONMENT` in
`lintel.config.environment`.
"""

from pathlib import Path

from lintel.config import environment as env

BASE_DIR = Path(__file__).resolve().parents[2]
MODE = env.mode()
PRODUCTION = MODE == "production"
DATA_DIR = env.data_dir()
SECRET_KEY = env.secret_key(DATA_DIR)
DEBUG = env.flag("LINTEL_DEBUG")
WAREHOUSE = env.value("LINTEL_WAREHOUSE", str(DATA_DIR / "warehouse"))
WAREHOUSE_MEMORY = env.value("LINTEL_WAREHOUSE_MEMORY", "2GB")
BASE_URL = env.base_url()
ALLOWED_HOSTS = env.allowed_hosts(BASE_URL)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
env.refuse_insecure(production=PRODUCTION, debug=DEBUG, base_url=BASE_URL, secret_key=SECRET_KEY)

ROOT_URLCONF = "lintel.config.urls"
WSGI_APPLICATION = "lintel.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "csp",
    "ninja",
    "lintel.ui",
    "lintel.audit",
    "lintel.imports",
    "lintel.people",
    "lintel.warehouse",
    "lintel.language",
    "lintel.estate.inventory",
    "lintel.estate.purchases",
    "lintel.estate.stress",
    "lintel.estate.blueprint",
    "lintel.estate.shadow",
    "lintel.estate.spending",
    "lintel.estate.access",
    "lintel.customers.sources",
    "lintel.customers.matching",
    "lintel.customers.consent",
    "lintel.customers.profiles",
    "lintel.customers.journeys",
    "lintel.customers.segments",
    "lintel.customers.privacy",
    "lintel.insight.figures",
    "lintel.insight.definitions",
    "lintel.insight.guards",
    "lintel.insight.quality",
    "lintel.insight.context",
    "lintel.insight.asking",
    "lintel.insight.dashboards",
    "lintel.insight.learning",
    "lintel.charter.vision",
    "lintel.charter.expectations",
    "lintel.charter.concerns",
    "lintel.charter.fuel",
    "lintel.intake",
    "lintel.goals.objectives",
    "lintel.goals.rewards",
    "lintel.goals.radar",
    "lintel.portfolio.proposals",
    "lintel.portfolio.roadmaps",
    "lintel.portfolio.outcomes",
    "lintel.portfolio.sessions",
    "lintel.portfolio.flow",
    "lintel.portfolio.returns",
    "lintel.alignment",
    "lintel.digests.news",
    "lintel.digests.feeds",
    "lintel.digests.weekly",
    "lintel.digests.book",
    "lintel.experiments",
    "lintel.embeds",
    "lintel.home",
    "lintel.home.searching",
    "lintel.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lintel.ui.middleware.ProblemMiddleware",
    "lintel.people.middleware.FirstRunMiddleware",
    "lintel.people.middleware.TimeZoneMiddleware",
    "lintel.language.reading.GlossaryMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lintel.home.context.shell",
            ],
            "builtins": ["lintel.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": env.database(DATA_DIR)}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "lintel_cache"},
}

AUTH_USER_MODEL = "people.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mails are unique without regard to case, by a constraint
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:common-ground"
ACCOUNT_ADAPTER = "lintel.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("LINTEL_BEHIND_PROXY") else 0
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True

# Cookies and transport are strict wherever the address is https; 127.0.0.1 is served in the clear.
HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("LINTEL_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [DATA_DIR / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or env.testing()
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_TEMP_DIR = None

EMAIL_BACKEND, EMAIL_OPTIONS = env.email(DATA_DIR)
EMAIL_HOST = EMAIL_OPTIONS.get("host", "")
EMAIL_PORT = int(EMAIL_OPTIONS.get("port", 25))
EMAIL_HOST_USER = EMAIL_OPTIONS.get("user", "")
EMAIL_HOST_PASSWORD = EMAIL_OPTIONS.get("password", "")
EMAIL_USE_TLS = EMAIL_OPTIONS.get("tls") == "yes"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.value("LINTEL_EMAIL_FROM", "Lintel <lintel@localhost>")

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if env.testing()
        else "django_tasks_db.DatabaseBackend",
    }
}

FORM_RENDERER = "lintel.ui.fields.Renderer"
CSRF_FAILURE_VIEW = "lintel.ui.views.csrf_failure"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = env.logging(MODE)
