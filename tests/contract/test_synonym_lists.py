"""A list with an error is refused by name and line, and what was in force stays so; a good one is in force at once."""

import pytest
from factories.records import InstrumentFactory

from django.core.management import CommandError, call_command
from django.urls import reverse

from search.models import SynonymList
from search.query import SearchQuery
from search.service import search

pytestmark = pytest.mark.django_db

GOOD = "quillwort, deepfake\n"
BAD = "# Plants\nquillwort, deepfake\nquillwort -> colour:red\n"


@pytest.fixture(autouse=True)
def law(engine):
    return InstrumentFactory(title="Deepfakes law", record_id="law")


@pytest.fixture
def files(tmp_path):
    """A function that writes a list into a file and loads it."""

    def load(text: str):
        (tmp_path / "plants.txt").write_text(text)
        call_command("load_synonyms", str(tmp_path), verbosity=0)

    return load


@pytest.fixture
def form(client, admin_user):
    """A function that saves a list in the admin, as an editor does; gives the answer."""
    client.force_login(admin_user)

    def save(text: str):
        there = SynonymList.objects.filter(name="plants").first()
        view = SynonymList.snippet_viewset.get_url_name("edit" if there else "add")
        return client.post(reverse(view, args=[there.pk] if there else []), {"name": "plants", "text": text})

    return save


def found(text: str) -> list[str]:
    return [result.id for result in search(SearchQuery(text)).results]


def test_a_file_with_an_error_is_refused_by_name_and_line_and_the_old_list_stays_in_force(files):
    files(GOOD)
    assert found("quillwort") == ["law"]
    with pytest.raises(CommandError, match=r"plants\.txt, line 3: “colour:red”"):
        files(BAD.replace("quillwort, deepfake", "quillwort, ragwort"))
    assert found("quillwort") == ["law"]
    assert SynonymList.objects.get(name="plants").text == GOOD


def test_the_admin_refuses_the_same_by_line_and_the_old_list_stays_in_force(form):
    assert form(GOOD).status_code == 302
    assert found("quillwort") == ["law"]
    refused = form(BAD)
    assert refused.status_code == 200
    assert "plants, line 3: “colour:red”" in refused.text
    assert found("quillwort") == ["law"]


def test_a_change_in_the_admin_is_in_force_at_once(form):
    form(GOOD)
    assert found("quillwort") == ["law"]
    form("ragwort, deepfake")
    assert found("quillwort") == []
    assert found("ragwort") == ["law"]
