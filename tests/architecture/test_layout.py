"""Decisions that a reader of the code could undo without noticing. Each has a record in site/docs/decisions."""

import re
import site
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

from wagtail.models import get_page_models

REPOSITORY = settings.REPOSITORY


def tracked(*patterns: str) -> list[Path]:
    run = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return [REPOSITORY / name for name in run.stdout.splitlines() if (REPOSITORY / name).exists()]


def test_site_is_still_the_standard_librarys():
    assert Path(site.__file__).parent == Path(sysconfig.get_paths()["stdlib"])
    assert not (REPOSITORY / "site" / "__init__.py").exists()


def test_no_test_folder_shadows_an_app():
    assert list((REPOSITORY / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("model", [model for model in get_page_models() if model._meta.app_label != "wagtailcore"])
def test_every_page_type_has_a_template(model):
    get_template(model.template)


def test_nothing_is_loaded_from_elsewhere():
    element = r"<(?:script|img|iframe|source)[^>]+src=|<link[^>]+rel=.(?:stylesheet|icon|preload|preconnect)[^>]+href="
    loads = re.compile(rf"""(?:{element}|url\(|@import )\s*["']?\s*(?:https?:)?//""")
    files = tracked("templates", "site/policytracker/static")
    assert [str(path) for path in files if path.suffix != ".svg" and loads.search(path.read_text())] == []


def test_no_template_styles_or_scripts_inline():
    inline = re.compile(r"<style|<script>|\sstyle=|\son[a-z]+=|javascript:")
    pages = [path for path in tracked("templates") if "wagtailadmin" not in path.parts and "admin" not in path.parts]
    assert [str(path) for path in pages if path.suffix == ".html" and inline.search(path.read_text())] == []


def test_no_drawer_is_opened():
    assert [path for path in tracked("*.py") if path.stem in ("utils", "helpers", "misc", "common")] == []


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


PRODUCTION = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "tracker.example.org",
    "SITE_URL": "https://tracker.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "DJANGO_SETTINGS_MODULE": "policytracker.settings.production",
}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL"])
def test_production_refuses_to_start_without(missing):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}
    run = subprocess.run(
        [sys.executable, str(REPOSITORY / "site" / "manage.py"), "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert f"Set the environment variable {missing}" in run.stderr


@pytest.mark.parametrize(
    ("variables", "refusal"),
    [
        ({}, "Set the environment variable EMAIL_HOST"),
        ({"EMAIL_HOST": "mail.example.org", "EMAIL_SECURITY": "yes"}, "Set the environment variable EMAIL_SECURITY"),
        ({"EMAIL_HOST": "mail.example.org"}, ""),
    ],
)
def test_production_that_sends_alerts_needs_a_mail_server(variables, refusal):
    run = subprocess.run(
        [sys.executable, str(REPOSITORY / "site" / "manage.py"), "check"],
        env=PRODUCTION | {"ALERTS_FROM": "alerts@tracker.example.org"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode != 0) == bool(refusal)
    assert refusal in run.stderr
