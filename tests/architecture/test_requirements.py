"""What the project is built from: see site/docs/decisions/0005-locked-requirements.md."""

import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement

from django.conf import settings

REPOSITORY = settings.REPOSITORY
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
LOCKED = {
    "base": PROJECT["project"]["dependencies"],
    "dev": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
}


@pytest.mark.parametrize("name", LOCKED)
def test_what_the_project_asks_for_is_locked_with_hashes(name):
    """Fails when pyproject.toml was changed without `make lock`."""
    text = (REPOSITORY / "site" / "requirements" / f"{name}.txt").read_text()
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+?)(?: ;.*)? \\\n    --hash=", text, re.MULTILINE))
    asked = [Requirement(line) for line in LOCKED[name]]
    assert [str(one) for one in asked if not one.specifier.contains(locked.get(one.name, "0"))] == []


def test_no_registry_is_named():
    """Whoever installs uses the registry, or the mirror, that their own pip is set up for."""
    registries = r"(pypi|pythonhosted|npmjs)\.org|repo1?\.maven\.|registry\.[a-z]|--(extra-)?index-url|--find-links"
    run = subprocess.run(
        ["git", "grep", "-lIE", registries, "--", ":!fixtures", ":!tests/architecture/test_requirements.py"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.splitlines() == []
