#!/usr/bin/env python3
"""Django's command line. The development settings are the default; set DJANGO_SETTINGS_MODULE for others."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # The apps lie at the top of the repository, beside site/.
    sys.path.insert(1, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policytracker.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
