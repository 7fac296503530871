"""Loading is checked whole, all or nothing, repeatable, and never over an editor's work."""

import copy
import json
from io import StringIO

import pytest

from django.conf import settings
from django.core.management import CommandError, call_command

from wagtail.models import Page

from initiatives.models import InitiativePage, RecommendationPage
from policies.models import CommitmentPage, InstrumentPage, JurisdictionPage, Provision
from policies.status import standing
from policytracker.operations.models import LoadedRecord
from search.models import Entry

TAXONOMY = json.loads((settings.REPOSITORY / "fixtures" / "taxonomy.json").read_text()) | {
    "provisions": [
        {
            "code": "ai-labelling",
            "group": "accountability",
            "label": "AI labels",
            "definition": "A duty to mark.",
            "question": "Must it be marked?",
            "actions": [],
            "restricts_expression": False,
        }
    ]
}
SOURCE = {"url": "https://example.org/law", "title": "Law", "publisher": "Gazette", "kind": "official"}
LAW = {
    "id": "lt-law",
    "title": "Law on Information",
    "jurisdiction": "LT",
    "kind": "statute",
    "legal_force": "binding",
    "status": "in-force",
    "adopted": "2021-05",
    "body": "Parliament",
    "summary": "It sets rules.",
    "approach": "One regulator.",
    "applies_to": ["media"],
    "provisions": [{"code": "ai-labelling", "text": "Labels are required.", "reference": "Art. 3"}],
    "themes": ["generative-ai"],
    "history": [{"date": "2021-05", "event": "adopted", "text": "Adopted."}],
    "critique": "Too wide.",
    "sources": [SOURCE],
    "verification": "read",
}
COMPANY = {"id": "meta", "name": "Meta", "stakeholder_group": "private-sector", "description": "Runs platforms."}
PROMISE = {
    "id": "meta-promise",
    "title": "Label AI content",
    "organisation": "meta",
    "jurisdictions": ["GLOBAL"],
    "kind": "policy",
    "status": "weakened",
    "announced": "2024-02",
    "summary": "It will label.",
    "measure": "Labels are there.",
    "provisions": ["ai-labelling"],
    "themes": [],
    "history": [
        {"date": "2024-02", "status": "announced", "text": "Announced.", "source_url": "https://meta.example/"},
        {"date": "2025", "status": "weakened", "text": "Fewer labels.", "source_url": "https://example.org/law"},
    ],
    "sources": [SOURCE, SOURCE | {"url": "https://meta.example/", "publisher": "Meta", "kind": "company"}],
    "verification": "read",
}


@pytest.fixture
def files(tmp_path):
    """Write a small set of files, changed as a test wants; gives their folder."""

    def write(**changes):
        content = {
            "taxonomy": TAXONOMY,
            "instruments-a": [LAW],
            "organisations": [COMPANY],
            "commitments-a": [PROMISE],
        }
        for name, value in {**content, **changes}.items():
            text = value if isinstance(value, str) else json.dumps(value)
            (tmp_path / f"{name.replace('_', '-')}.json").write_text(text)
        return tmp_path

    return write


def load(path, *options) -> str:
    out = StringIO()
    call_command("load_content", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


def refuse(path, *options) -> str:
    """The problems that a load names; it must fail with exit code 1 and leave the database as it was."""
    before = (Page.objects.count(), LoadedRecord.objects.count(), Provision.objects.count())
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("load_content", str(path), *options, stdout=out, stderr=out)
    assert failure.value.returncode == 1
    assert before == (Page.objects.count(), LoadedRecord.objects.count(), Provision.objects.count())
    return out.getvalue()


def changed(record: dict, **changes) -> dict:
    return copy.deepcopy(record) | changes


@pytest.mark.django_db
def test_records_become_published_pages_that_are_found(files):
    out = load(files())
    law = InstrumentPage.objects.get(record_id="lt-law")
    assert law.live
    assert law.live_revision == law.latest_revision is not None
    assert not law.has_unpublished_changes
    assert law.get_parent().specific.code == "LT"
    assert [row.provision.code for row in law.provisions.all()] == ["ai-labelling"]
    assert Entry.objects.present().filter(record_id="lt-law").exists()
    assert "Named by records and described by none: GLOBAL, LT" in out


@pytest.mark.django_db
def test_a_companys_own_word_is_reported_and_anybody_elses_assessed(files):
    load(files())
    events = CommitmentPage.objects.get().status_events.order_by("sort_order")
    assert [(event.track, event.status, event.by) for event in events] == [
        ("reported", "announced", "Meta"),
        ("assessed", "weakened", "Gazette"),
    ]


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_says_so(files):
    path = files()
    load(path)
    revisions = InstrumentPage.objects.get().revisions.count()
    versions = list(Entry.objects.values_list("record_id", "version"))
    assert "Nothing to change" in load(path)
    assert InstrumentPage.objects.get().revisions.count() == revisions
    assert list(Entry.objects.values_list("record_id", "version")) == versions


@pytest.mark.django_db
def test_a_changed_record_becomes_a_new_revision_and_rows_keep_their_identity(files):
    load(files())
    law = InstrumentPage.objects.get()
    row, revisions = law.provisions.get().pk, law.revisions.count()
    provisions = [{"code": "ai-labelling", "text": "Labels and metadata are required."}]
    out = load(files(instruments_a=[changed(LAW, title="New title", provisions=provisions)]))
    law = InstrumentPage.objects.get()
    assert "Changed: 1 instrument" in out
    assert (law.title, law.revisions.count()) == ("New title", revisions + 1)
    assert law.provisions.get().pk == row
    assert law.provisions.get().text == "Labels and metadata are required."


def edit(title: str):
    page = InstrumentPage.objects.get()
    page.title = title
    page.save_revision().publish()


@pytest.mark.django_db
def test_what_an_editor_changed_is_left_alone_and_listed_unless_overwritten(files):
    load(files())
    edit("By hand")
    path = files(instruments_a=[changed(LAW, title="From data")])
    assert "instrument:lt-law" in load(path)
    assert InstrumentPage.objects.get().title == "By hand"
    load(path, "--overwrite")
    assert InstrumentPage.objects.get().title == "From data"


@pytest.mark.django_db
@pytest.mark.parametrize("take_down", ["unpublish", "delete"])
def test_what_an_editor_took_down_does_not_come_back_by_itself(files, take_down):
    load(files())
    getattr(InstrumentPage.objects.get(), take_down)()
    path = files(instruments_a=[changed(LAW, title="From data")])
    assert "instrument:lt-law" in load(path)
    assert not InstrumentPage.objects.live().exists()
    load(path, "--overwrite")
    assert InstrumentPage.objects.live().get().title == "From data"


@pytest.mark.django_db
def test_a_term_that_an_editor_changed_is_left_alone(files):
    load(files())
    Provision.objects.update(label="By hand")
    taxonomy = copy.deepcopy(TAXONOMY)
    taxonomy["provisions"][0]["label"] = "From data"
    assert "provision:ai-labelling" in load(files(taxonomy=taxonomy))
    assert Provision.objects.get().label == "By hand"


RECOMMENDATION = {
    "id": "r1",
    "number": 1,
    "title": "Clearinghouse",
    "quote": "Create one.",
    "summary": "One place.",
    "actions": [{"code": "R1.1", "title": "Labels", "text": "Label.", "indicator": "Labels"}],
    "themes": [],
    "sources": [SOURCE],
}


@pytest.mark.django_db
def test_what_an_action_asks_for_is_a_part_of_its_page(files):
    taxonomy = copy.deepcopy(TAXONOMY)
    load(files(taxonomy=taxonomy, recommendations=[RECOMMENDATION]))
    taxonomy["provisions"][0]["actions"] = ["R1.1"]
    assert "Changed: 1 recommendation" in load(files(taxonomy=taxonomy))
    # An editor who opens and publishes the page keeps it.
    RecommendationPage.objects.get().get_latest_revision().publish()
    assert [row.code for row in RecommendationPage.objects.get().actions.get().provisions.all()] == ["ai-labelling"]


@pytest.mark.django_db
def test_check_writes_nothing(files):
    pages, loaded = (set(model.objects.values_list("pk", flat=True)) for model in (Page, LoadedRecord))
    assert "no problems" in load(files(), "--check")
    assert set(Page.objects.values_list("pk", flat=True)) == pages
    assert set(LoadedRecord.objects.values_list("pk", flat=True)) == loaded


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"instruments_a": '[{"id": "lt-law",'}, "instruments-a.json: is not JSON: "),
        ({"instruments_a": "{}"}, "instruments-a.json: must be a list of records"),
        ({"instruments_a": [changed(LAW, kind="ukase")]}, "lt-law: kind: 'ukase' is not one of"),
        ({"instruments_a": [changed(LAW, adopted="2021-13")]}, "lt-law: adopted: '2021-13' is not in the calendar"),
        ({"instruments_a": [changed(LAW, colour="red")]}, "lt-law: colour: is not a field"),
        ({"instruments_a": [{k: v for k, v in LAW.items() if k != "title"}]}, "lt-law: title: is missing"),
        ({"instruments_a": [LAW, LAW]}, "lt-law: id: 'lt-law' stands in instruments-a.json already"),
        ({"instruments_a": [changed(LAW, id="meta")]}, "meta: id: 'meta' stands in"),
        ({"instruments_a": [changed(LAW, themes=["magic"])]}, "lt-law: themes, entry 1: there is no theme 'magic'"),
        ({"instruments_a": [changed(LAW, sources=[])]}, "lt-law: sources: "),
        ({"instruments_a": [changed(LAW, sources=[SOURCE | {"url": "javascript:alert(1)"}])]}, "not a web address"),
        ({"instruments_a": [changed(LAW, title="x" * 300)]}, "lt-law: title: "),
        ({"commitments_a": [changed(PROMISE, organisation="nobody")]}, "there is no organisation 'nobody'"),
        (
            {"commitments_a": [changed(PROMISE, status="fulfilled")]},
            "ends with 'weakened', but the status is 'fulfilled'",
        ),
        (
            {"commitments_a": [changed(PROMISE, history=PROMISE["history"][::-1])]},
            "2024-02 stands after 2025: the oldest comes first",
        ),
        ({"surprise": []}, "surprise.json: begins with none of the known kinds"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_changed(files, changes, problem):
    assert problem in refuse(files(**changes))


@pytest.mark.django_db
def test_every_problem_is_named_at_once(files):
    out = refuse(files(instruments_a=[changed(LAW, kind="ukase", status="fine")], commitments_a="["))
    assert out.count("\n") == 3
    assert all(word in out for word in ("ukase", "fine", "commitments-a.json"))


@pytest.mark.django_db
def test_an_id_of_another_kind_in_the_site_is_refused_and_nothing_remains(files, tmp_path):
    load(files())
    other = tmp_path / "later"
    other.mkdir()
    (other / "organisations.json").write_text(json.dumps([changed(COMPANY, id="new"), changed(COMPANY, id="lt-law")]))
    assert "'lt-law' belongs to instrument:lt-law in the site already" in refuse(other)
    assert not Page.objects.filter(slug="new").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["instruments.json", "fixturs"])
def test_a_missing_file_or_folder_is_named(tmp_path, name):
    assert f"{tmp_path / name}: cannot be read: there is no such" in refuse(tmp_path / name)


@pytest.mark.django_db
def test_a_described_jurisdiction_takes_the_place_of_a_bare_one(files):
    load(files())
    record = {
        "id": "jurisdiction-lt",
        "jurisdiction": "LT",
        "name": "Lithuania",
        "kind": "country",
        "overview": "Words.",
    }
    load(files(jurisdictions=[record]))
    assert JurisdictionPage.objects.get(code="LT").overview == "Words."


@pytest.mark.django_db
def test_the_fixtures_have_no_problems():
    assert "no problems" in load(settings.REPOSITORY / "fixtures", "--check")


@pytest.mark.django_db
def test_a_load_says_how_far_it_is_and_counts_in_words(files):
    out = load(files())
    assert "  themes: 12 of 12\n" in out
    assert "  provisions: 1 of 1\n" in out
    assert "Created: 5 groups of provisions, 1 provision, 12 themes, 2 jurisdictions, 1 organisation" in out


PROMISED, WEAKENED = PROMISE["history"]


@pytest.mark.django_db
def test_a_history_grows_and_its_events_keep_their_identity(files):
    load(files())
    before = dict(CommitmentPage.objects.get().status_events.values_list("event_id", "pk"))
    kept = {"date": "2026-03", "status": "fulfilled", "text": "Labels are back.", "source_url": SOURCE["url"]}
    load(files(commitments_a=[changed(PROMISE, status="fulfilled", history=[PROMISED, WEAKENED, kept])]))
    after = dict(CommitmentPage.objects.get().status_events.values_list("event_id", "pk"))
    assert list(before) == ["2024-02-reported-1", "2025-assessed-1"]
    assert after.items() > before.items()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "history",
    [
        pytest.param([PROMISED, changed(WEAKENED, text="More labels.")], id="changed"),
        pytest.param([changed(PROMISED, date="2024-03"), WEAKENED], id="moved"),
        pytest.param([WEAKENED], id="left out"),
    ],
)
def test_what_was_published_of_a_history_is_not_taken_back(files, history):
    load(files())
    out = load(files(commitments_a=[changed(PROMISE, history=history)]))
    assert "published for good" in out
    events = CommitmentPage.objects.get().status_events.order_by("sort_order")
    assert [event.text for event in events] == ["Announced.", "Fewer labels."]
    load(files(commitments_a=[changed(PROMISE, history=history)]), "--overwrite")
    texts = [event.text for event in CommitmentPage.objects.get().status_events.order_by("sort_order")]
    assert texts == [event["text"] for event in history]


@pytest.mark.django_db
def test_a_correction_names_the_event_that_it_corrects(files):
    right = {
        "date": "2025-02",
        "status": "partially-fulfilled",
        "text": "They were moved, not removed.",
        "source_url": SOURCE["url"],
        "corrects": "2025-assessed-1",
    }
    load(files(commitments_a=[changed(PROMISE, status=right["status"], history=[PROMISED, WEAKENED, right])]))
    assert standing(CommitmentPage.objects.get().status_events.all()).assessed.status == "partially-fulfilled"


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        ({"status": "no-evidence", "track": "assessed"}, "needs searched_on, the day of the search"),
        ({"status": "no-evidence", "track": "reported", "searched_on": "2026-05-03"}, "its track is 'assessed'"),
        ({"status": "fulfilled", "track": "assessed"}, "an assessment needs source_url"),
        ({"status": "fulfilled", "source_url": SOURCE["url"], "corrects": "2024-02-assessed-1"}, "is no earlier event"),
        ({"status": "fulfilled", "source_url": SOURCE["url"], "searched_on": "May"}, "searched_on"),
    ],
)
@pytest.mark.django_db
def test_an_event_says_what_its_status_asks_for(files, event, problem):
    event = {"date": "2026-05", "text": "It was looked for."} | event
    out = refuse(files(commitments_a=[changed(PROMISE, status=event["status"], history=[PROMISED, event])]))
    assert problem in out


@pytest.mark.django_db
def test_results_of_looking_are_assessed_whosever_page_was_looked_at(files):
    nothing = {
        "date": "2026-05",
        "status": "unverifiable",
        "text": "No account was published.",
        "source_url": "https://meta.example/",
    }
    load(files(commitments_a=[changed(PROMISE, status="unverifiable", history=[PROMISED, nothing])]))
    event = CommitmentPage.objects.get().status_events.get(status="unverifiable")
    assert (event.track, event.by) == ("assessed", "")


INITIATIVE = {
    "id": "elves",
    "title": "Elves",
    "lead": [],
    "partners": [],
    "stakeholder_groups": ["civil-society"],
    "jurisdictions": ["LT"],
    "kind": "fact-checking",
    "status": "active",
    "summary": "They look.",
    "implements": [],
    "provisions": [],
    "themes": [],
    "history": [],
    "sources": [SOURCE],
    "verification": "read",
}


@pytest.mark.django_db
def test_the_implementation_of_an_action_has_a_history_on_two_tracks(files):
    said = {"date": "2026-05", "track": "reported", "status": "in-progress", "text": "It is built.", "by": "Elves"}
    bearing = {"action": "R1.1", "relation": "implements", "why": "They find fakes."}
    path = files(
        recommendations=[RECOMMENDATION], initiatives_a=[INITIATIVE | {"implements": [bearing | {"status": [said]}]}]
    )
    load(path)
    event = InitiativePage.objects.get().status_events.get()
    assert (event.event_id, event.action.code, event.by) == ("R1.1-2026-05-reported-1", "R1.1", "Elves")
    assert "Nothing to change" in load(path)
