"""What is written for people stays true to the files."""

import re
import subprocess

import pytest

from django.conf import settings

REPOSITORY = settings.REPOSITORY
DOCUMENTS = subprocess.run(
    ["git", "ls-files", "*.md"], cwd=REPOSITORY, capture_output=True, text=True, check=True
).stdout.splitlines()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document):
    path = REPOSITORY / document
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_target_that_a_document_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    named = {
        (document, target)
        for document in DOCUMENTS
        for target in re.findall(r"`make ([a-z-]+)", (REPOSITORY / document).read_text())
    }
    assert {pair for pair in named if pair[1] not in targets} == set()


def test_decisions_are_numbered_without_gap():
    numbers = sorted(int(path.name[:4]) for path in (REPOSITORY / "site" / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
