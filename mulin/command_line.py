"""The command ``mulin``: Django's command line under our name."""

import os
import sys


def main() -> None:
    """Run one command; without a named settings module, the development settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
