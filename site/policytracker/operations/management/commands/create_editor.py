"""The login of the demonstration: one editor, with a password that is made once and printed once."""

import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

NAME = "editor"


class Command(BaseCommand):
    help = "Make the login “editor” with all rights, and print its password. Where it exists, nothing is changed."

    def handle(self, **options):
        users = get_user_model()
        if users.objects.filter(username=NAME).exists():
            self.stdout.write(f"Login: {NAME} (a new password: site/manage.py changepassword {NAME})")
            return
        password = secrets.token_urlsafe(12)
        users.objects.create_superuser(NAME, password=password)
        self.stdout.write(f"Login: {NAME}   password: {password}   (printed this once)")
