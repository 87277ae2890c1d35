"""A developer's machine and the demo street: no second factor, said on screen; the day may be set."""

from mulin.config.settings.base import *  # noqa: F403

DEMO = True
SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["context_processors"].append("mulin.demo.context.demo_accounts")  # type: ignore[index] # noqa: F405
