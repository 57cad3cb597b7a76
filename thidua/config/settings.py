"""Settings, all from the environment; `docs/operations.md` documents each (a test checks it).

With nothing set the program runs on one laptop: SQLite, its files and its own secret under `var/`.
"""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = Path(os.environ.get("THIDUA_HOME", ROOT / "var"))
"""Where this site keeps what is its own: the SQLite database, uploaded files, its secret."""

DEBUG = os.environ.get("THIDUA_DEBUG", "") == "1"
HOSTS = os.environ.get("THIDUA_HOSTS", "127.0.0.1,localhost")
ALLOWED_HOSTS = HOSTS.split(",")
HTTPS = os.environ.get("THIDUA_HTTPS", "") == "1"
"""Set behind a proxy that speaks HTTPS: cookies become secure and the proxy's header is believed."""


def site_secret() -> str:
    """The secret from the environment, or one made once for this site and kept in its home."""
    if given := os.environ.get("THIDUA_SECRET_KEY"):
        return given
    HOME.mkdir(parents=True, exist_ok=True)
    kept = HOME / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SECRET_KEY = site_secret()

ROOMS = [
    "ledger", "jobs", "members", "accounts", "notices", "season", "paperwork", "rulebook", "targets", "reports",
    "scoring", "ballots", "news", "conference", "results", "awards", "handover", "story", "pack", "timeline", "samples",
    "upkeep", "archive", "insight", "exchange",
]  # fmt: skip

INSTALLED_APPS = [
    *[f"thidua.{room}" for room in reversed(ROOMS)],
    "thidua.kit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "thidua.kit.reference.referenced",
    "thidua.upkeep.metrics.measured",
    "thidua.kit.watch.doors_watched",
    "thidua.kit.middleware.OpenPages",
    "thidua.kit.middleware.KeptPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thidua.kit.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thidua.kit.middleware.chosen_language",
    "thidua.kit.pace.Paced",
    "django.middleware.common.CommonMiddleware",
    "thidua.kit.bodies.bodies_expected",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "thidua.accounts.middleware.second_factor_first",
    "thidua.accounts.middleware.last_used",
    "thidua.kit.middleware.possible_numbers",
    "thidua.kit.middleware.polite_refusals",
]

ROOT_URLCONF = "thidua.config.urls"
WSGI_APPLICATION = "thidua.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thidua.kit.context.page",
                "thidua.timeline.menu.menu",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "thidua.kit.templatetags.kit"],
        },
    },
]

DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{HOME / 'thidua.sqlite3'}")
OWNER_URL = os.environ.get("THIDUA_DATABASE_OWNER_URL", "")
"""The role that owns PostgreSQL's tables. Only commands that make tables act as it; the site and all else, as that of
DATABASE_URL, which `thidua migrate` gives no more than rows to read and write."""
AS_OWNER = bool(OWNER_URL) and DATABASE_URL.startswith("postgres") and sys.argv[1:2] in (
    ["migrate"], ["createcachetable"], ["restore"]
)  # fmt: skip
POOLED = os.environ.get("THIDUA_POOLED", "") == "1"
"""Set behind PgBouncer in transaction mode: no cursor of the server outlives its transaction."""
DATABASES = {
    "default": dj_database_url.parse(
        OWNER_URL if AS_OWNER else DATABASE_URL,
        conn_max_age=60,
        conn_health_checks=True,
        disable_server_side_cursors=POOLED,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "thidua.kit.sqlite3"  # writers wait in a queue
    HOME.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False  # a file does not hang up
    # IMMEDIATE: a writer takes its turn at the start of a transaction, so it never fails half-way through one.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
    }
if replica := os.environ.get("DATABASE_REPLICA_URL"):  # for pages of the public alone: `kit.replica`
    DATABASES["replica"] = dj_database_url.parse(
        replica, conn_max_age=60, conn_health_checks=True, disable_server_side_cursors=POOLED
    )
    # Repeatable read (psycopg.IsolationLevel): a page and its stamp are of one moment.
    DATABASES["replica"].setdefault("OPTIONS", {})["isolation_level"] = 3
DATABASE_ROUTERS = ["thidua.kit.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
    "calls": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "calls",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
KEPT_PAGES_STAMP = "thidua.members.stamp.stamp"
"""Who says whether a kept page is still true (`kit.keeping`)."""
PUBLIC_PAGES_STAMP = "thidua.news.stamp.stamp"
"""The same for the pages everybody reads."""

AUTH_USER_MODEL = "members.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "thidua.accounts.passwords.NotEndless"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "timeline:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "thidua.accounts.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key", "invitation": "20/m/ip"}
SECOND_FACTOR = [office.strip() for office in os.environ.get(
    "THIDUA_SECOND_FACTOR", "administrator,standing_office,head_secretary,deputy_secretary,teller,conference_secretary"
).split(",") if office.strip()]  # fmt: skip
"""Offices (`members.terms.Office`) that are led to set up a second factor before anything else."""
MFA_ADAPTER = "thidua.accounts.signin.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "thidua.accounts.forms.AppForm",
    "add_webauthn": "thidua.accounts.forms.KeyForm",
    "authenticate": "thidua.accounts.forms.StepForm",
    "reauthenticate": "thidua.accounts.forms.StepAgainForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # thirty seconds either way: office clocks drift
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a laptop serves http://localhost
OIDC_ISSUER = os.environ.get("THIDUA_OIDC_ISSUER", "").rstrip("/")
"""The organisation's own sign-in (OpenID Connect), by the address of its issuer; none without it."""
OIDC_NAME = os.environ.get("THIDUA_OIDC_NAME", "")
OIDC_MATCH = os.environ.get("THIDUA_OIDC_MATCH", "")
"""preferred_username or email: the claim by which an invited person is found; without it an invitation joins them."""
SOCIALACCOUNT_ADAPTER = "thidua.accounts.joined.Joined"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [{
    "provider_id": "co-quan",
    "name": OIDC_NAME,
    "client_id": os.environ.get("THIDUA_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("THIDUA_OIDC_CLIENT_SECRET", ""),
    "settings": {"server_url": OIDC_ISSUER},
}] if OIDC_ISSUER else []}}  # fmt: skip
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
IDLE_MINUTES = int(os.environ.get("THIDUA_IDLE_MINUTES", "30"))
"""So long a session of an office of the whole site may lie unused before it ends; 0: as long as any other."""
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True  # the token stands in the page; no script reads a cookie
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "thidua.kit.errors.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # who asks is whom the proxy names: else the whole office is throttled as one
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"  # set by this host, read by no other
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

MAIL_SERVER = os.environ.get("THIDUA_MAIL_SERVER", "")
"""smtp://name:password@host:587; smtps:// is TLS from the first byte, smtp:// starts TLS except on this machine."""
DEFAULT_FROM_EMAIL = os.environ.get("THIDUA_MAIL_FROM", "thidua@localhost")
SITE_URL = os.environ.get("THIDUA_SITE_URL", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")
"""What the links in letters begin with: a command has no request to take it from."""
LIVE_URL = os.environ.get("THIDUA_LIVE_URL", "").rstrip("/")
"""Where `thidua live` is reached when not under the site's own address."""
if MAIL_SERVER:
    mail = urlsplit(MAIL_SERVER)
    EMAIL_HOST, EMAIL_PORT = mail.hostname or "localhost", mail.port or (465 if mail.scheme == "smtps" else 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
    EMAIL_USE_SSL = mail.scheme == "smtps"
    EMAIL_USE_TLS = mail.scheme == "smtp" and EMAIL_HOST not in {"localhost", "127.0.0.1"}
    EMAIL_TIMEOUT = 10

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
"""Long work waits in the database; `thidua work` does it, beside the server or on a machine of its own."""

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["thidua.kit.formats"]


def files_kept() -> dict[str, object]:
    """Where uploaded files are: in the site's home, or in an S3-compatible store (its keys: AWS_ACCESS_KEY_ID, …)."""
    if bucket := os.environ.get("THIDUA_S3_BUCKET"):
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {
            "bucket_name": bucket, "endpoint_url": os.environ.get("THIDUA_S3_ENDPOINT"), "addressing_style": "path",
            "region_name": os.environ.get("THIDUA_S3_REGION"), "signature_version": "s3v4", "file_overwrite": False,
        }}  # fmt: skip
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}}


STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": files_kept(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
UPLOAD_LIMIT = int(os.environ.get("THIDUA_UPLOAD_MB", "20")) * 1024 * 1024
"""The largest evidence file, in bytes."""
SIGNER = os.environ.get("THIDUA_SIGNER", "")
"""The socket of `thidua sign`, which holds the signing key; without it the key is in the site's home."""
SCANNER = os.environ.get("THIDUA_SCANNER", "")
"""Where a scanner for malware listens (clamd): a socket's path, or host:port; without one nothing is scanned."""
UNIT_QUOTA = int(os.environ.get("THIDUA_UNIT_QUOTA_MB", "2048")) * 1024 * 1024
"""All evidence files of one unit in one year, in bytes; 0: as many as fit."""
PACKAGE_LIMIT = int(os.environ.get("THIDUA_PACKAGE_MB", "100")) * 1024 * 1024
"""The largest signed package taken in or given out, packed or unpacked, in bytes."""
HOOKS_PRIVATE = os.environ.get("THIDUA_HOOKS_PRIVATE", "") == "1"
"""Lets webhooks call http:// and machines of the site's own network; only where that network is closed."""
BACKUPS = Path(os.environ.get("THIDUA_BACKUPS", HOME / "backups"))
"""Where `thidua backup` writes, and the status page looks for the last one."""
TRUST_ROOTS = Path(os.environ.get("THIDUA_TRUST_ROOTS", HOME / "trust-roots"))
"""A folder of root certificates (PEM or DER) that signatures in PDFs are traced to; without it none can be."""
WRITES_A_MINUTE = int(os.environ.get("THIDUA_WRITES_A_MINUTE", "1200"))
"""How much one session may write in a minute, in one process; 0: as much as it likes."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a whole score sheet is one form
FILE_UPLOAD_PERMISSIONS = 0o600

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "thidua.kit.reference.AsJson"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": os.environ.get("THIDUA_LOG_LEVEL", "WARNING")},
        "thidua.security": {"handlers": ["console"], "level": "INFO"},  # whatever else is left out
    },
}
UNCOUNTED = ("ballots:", "timeline:feed")
"""Views of which nothing is counted or noted: a counter that moves while one voter is in the booth says who voted."""
METRICS_TOKEN = os.environ.get("THIDUA_METRICS_TOKEN", "")
"""What Prometheus shows as its bearer token; while there is none, nothing is measured and the page does not exist."""
SHOW_SAMPLE_SIGN_INS = os.environ.get("THIDUA_SAMPLE_SIGN_INS", "1") == "1"
"""The sign-in page lists the sample accounts while the site holds nothing but samples."""
