"""The settings of the service: everything that differs between places comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from redovisa_service.config import environment
from redovisa_service.config.providers import origins, providers

DEMO = environment.yes("DEMO")
DEBUG = environment.yes("DEBUG")
DATA = Path(environment.text("DATA", "redovisa-data"))

SECRET_KEY = environment.text("SECRET_KEY", "demonstration, not a secret" if DEMO or DEBUG else "")
ALLOWED_HOSTS = environment.words("HOSTS") or (["localhost", "127.0.0.1", "[::1]"] if DEMO or DEBUG else [])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.words("HOSTS")]
REDOVISA_TODAY = environment.day("TODAY")
REDOVISA_DEMO = DEMO
REDOVISA_ADDRESS = environment.text("ADDRESS", "http://localhost:8000" if DEMO or DEBUG else "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "redovisa_service.pages",
    "redovisa_service.accounts",
    "redovisa_service.cases",
    "redovisa_service.municipality",
    "redovisa_service.county",
    "redovisa_service.national",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "redovisa_service.pages.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "redovisa_service.accounts.second_factor.SecondFactorMiddleware",
    "redovisa_service.accounts.acting.ActingMiddleware",
    "redovisa_service.cases.owner.OwnerMiddleware",
    "redovisa_service.pages.refusals.RefusalMiddleware",
    "redovisa_service.cases.attempts.AttemptMiddleware",
]
ROOT_URLCONF = "redovisa_service.config.urls"
WSGI_APPLICATION = "redovisa_service.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "redovisa_service.pages.frame.frame",
            ],
            # Our pages go before those of the libraries: sign-in looks like the rest of the house.
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        (
                            "django.template.loaders.filesystem.Loader",
                            [str(Path(__file__).parents[1] / "pages" / "templates")],
                        ),
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["redovisa_service.pages.templatetags.page", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [Path(__file__).parents[1] / "pages" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEMO or DEBUG
if DEMO or DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "redovisa_service.accounts.signing_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "redovisa_service.accounts.signing_in.ProviderAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a person comes in by invitation, which is itself sent to the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter tells when someone's way of signing in was changed
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
#: A password alone suffices in a demonstration only; elsewhere the service does not start without.
REDOVISA_SECOND_FACTOR = not DEMO or environment.yes("SECOND_FACTOR")
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG
MFA_TOTP_ISSUER = "Redovisa"
SOCIALACCOUNT_PROVIDERS = providers()
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # never merged by e-mail of its own accord
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
#: Attempts are counted in the database, so that every process knows of them, and by the address behind our own proxy.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_counted"}}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.yes("BEHIND_PROXY") else 0
#: Strict for each account, generous for each address: a whole town hall may sit behind one.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,5/5m/key"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = environment.number("SESSION_SECONDS", 8 * 60 * 60)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "redovisa_service.pages.refusals.stale_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not (DEMO or DEBUG)
SECURE_HSTS_SECONDS = 0 if DEMO or DEBUG else 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.yes("BEHIND_PROXY") else None
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
        "form-action": ["'self'", *origins()],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
#: A form holds at most 136 fields; a document is at most as large as the reader takes.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 4_000_000

EMAIL_HOST = environment.text("MAIL_HOST")
EMAIL_PORT = environment.number("MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("MAIL_PASSWORD")
EMAIL_USE_TLS = environment.yes("MAIL_TLS")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "redovisa_service.demo.letters.Shown"
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "redovisa@localhost")

if not (DEMO or DEBUG):
    why_not = environment.insecure(globals())
    if why_not:
        raise ImproperlyConfigured("Tjänsten startar inte, för den vore inte säker. " + " ".join(why_not))
