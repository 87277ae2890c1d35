"""Production: PostgreSQL named by the environment, secure cookies, second factor for staff; never the demo."""

from django.core.exceptions import ImproperlyConfigured

from mulin.config import environment
from mulin.config.settings.base import *  # noqa: F403

environment.text("MULIN_DATABASE")
environment.text("MULIN_HOSTS")
if TODAY is not None:  # noqa: F405
    raise ImproperlyConfigured("正式环境不允许设置 MULIN_TODAY（演示日期），请删除该环境变量")
if environment.flag("MULIN_DEMO") or not SECOND_FACTOR_REQUIRED:  # noqa: F405
    raise ImproperlyConfigured("正式环境不允许以演示方式启动（演示账号不需要第二重验证）")

CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]  # noqa: F405
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
