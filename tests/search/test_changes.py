"""What readers are told has changed, and what is no news."""

import pytest
from factories.records import (
    CommitmentFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    ProvisionFactory,
    RecommendationFactory,
    TextPageFactory,
    implements,
    provided,
    said,
    source,
)

from django.utils import timezone

from initiatives.models import ImplementationEvent
from search import projection
from search.changes import ChangeKind, State, between, labels
from search.models import Change, Entry
from search.telling import sentence

EARLIER, LATER = {"updated": "2026-01-01"}, {"updated": "2026-01-02"}


def changes(before: dict, after: dict, title: tuple = ("Law", "Law"), body: tuple = ("", "")) -> list:
    return between(State(title[0], EARLIER | before, body[0]), State(title[1], LATER | after, body[1]))


def event(name: str, track: str = "assessed", status: str = "fulfilled", date: str = "2024-05-01", **values) -> dict:
    event = {"id": name, "track": track, "status": status, "date": date, "text": f"{name} was said.", "corrects": ""}
    return event | {"by": "A monitor", "source_url": "", "read_on": None, "searched_on": None} | values


def test_a_status_moves_from_one_to_another_with_the_event_that_says_so():
    first, second = event("one", date="2024-01"), event("two", status="withdrawn")
    (told,) = changes({"history": [first]}, {"history": [first, second]})
    assert told.kind == ChangeKind.STATUS
    assert (told.details["from"], told.details["to"], told.details["by"]) == ("fulfilled", "withdrawn", "A monitor")
    words = sentence(told.kind, told.details)
    assert words.what == "Assessed: from “Fulfilled” to “Withdrawn”"
    assert words.lines == ("1 May 2024 · A monitor", "two was said.")


def test_an_event_that_confirms_a_status_is_an_event():
    first, second = event("one", date="2024-01"), event("two")
    (told,) = changes({"history": [first]}, {"history": [first, second]})
    assert (told.kind, told.details["status"]) == (ChangeKind.EVENT, "fulfilled")


def test_an_event_of_long_ago_that_is_put_on_record_now_moves_no_status():
    now, then = event("now"), event("then", status="announced", date="2020")
    (told,) = changes({"history": [now]}, {"history": [then, now]})
    assert (told.kind, told.details["text"]) == (ChangeKind.EVENT, "then was said.")


def test_a_correction_says_what_was_wrong():
    wrong = event("wrong")
    right = event("right", status="weakened", date="2024-06", corrects="wrong")
    (told,) = changes({"history": [wrong]}, {"history": [wrong, right]})
    assert (told.details["from"], told.details["to"]) == ("fulfilled", "weakened")
    assert "“Fulfilled” of 1 May 2024: wrong was said." in sentence(told.kind, told.details).lines[-1]


def test_the_status_of_an_implementation_names_the_action():
    row = {"action": "R1.1", "relation": "implements", "why": "It does."}
    before, after = row | {"status_history": []}, row | {"status_history": [event("one", "reported")]}
    (told,) = changes({"implements": [before]}, {"implements": [after]})
    assert sentence(told.kind, told.details).what == "Reported for R1.1: now “Fulfilled”, where nothing was on record"


def test_a_law_moves_and_the_step_is_told():
    step = {"date": "2024-05", "event": "repealed", "text": "It went.", "source_url": ""}
    told = changes({"status": "in-force", "history": []}, {"status": "repealed", "history": [step]})
    assert [sentence(one.kind, one.details).what for one in told] == [
        "Status: from “In force” to “Repealed”",
        "Repealed",
    ]


def test_a_step_whose_words_are_mended_has_not_happened_again():
    step = {"date": "2024-05", "event": "adopted", "text": "It saied.", "source_url": ""}
    (told,) = changes({"history": [step]}, {"history": [step | {"text": "It said."}]})
    assert (told.kind, told.details) == (ChangeKind.REVISED, {"parts": ["history"]})


def test_a_new_source_is_told_and_a_mended_one_is_a_revision():
    one = {"url": "https://a.example/", "title": "A", "publisher": "P", "kind": "official", "read_on": None}
    other = one | {"url": "https://b.example/"}
    (told,) = changes({"sources": [one]}, {"sources": [one, other]})
    assert (told.kind, told.details["sources"][0]["url"]) == (ChangeKind.SOURCES, "https://b.example/")
    assert [told.kind for told in changes({"sources": [one]}, {"sources": [one | {"title": "B"}]})] == ["revised"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({"last_checked": None}, {"last_checked": "2024-01-02"}),
        ({"notes": ""}, {"notes": None}),
        ({"notes": "A"}, {"notes": "A", "a field that records have since yesterday": "B"}),
        ({"asked_as": ["who marks fakes?"]}, {"asked_as": ["marks on fakes"]}),
    ],
)
def test_what_is_no_news(before, after):
    assert changes(before, after) == []


def test_how_readers_ask_for_it_is_no_news_and_what_else_has_changed_is():
    before, after = {"asked_as": ["who marks fakes?"]}, {"asked_as": ["marks on fakes", "labels"]}
    text = "It sets rules."
    assert changes(before, after, body=(f"{text} \nwho marks fakes?", f"{text} \nmarks on fakes \nlabels")) == []
    (told,) = changes(before, after, body=(f"{text} \nwho marks fakes?", "It sets none. \nmarks on fakes \nlabels"))
    assert told.details == {"parts": ["text"]}


def test_each_part_that_was_revised_is_named_once():
    before, after = {"adopted": "2020", "ended": "", "body": ""}, {"adopted": "2021", "ended": "2024", "body": "X"}
    (told,) = changes(before, after, title=("Law", "Act"))
    assert labels(told.details["parts"]) == ["title", "dates", "facts"]


def test_text_that_stands_in_no_fact_is_noticed():
    (told,) = changes({}, {}, body=("One.", "Two."))
    assert told.details == {"parts": ["text"]}


@pytest.mark.django_db
class TestTheLog:
    def told(self, record_id: str) -> list[str]:
        return list(Change.objects.filter(entry__record_id=record_id).order_by("pk").values_list("kind", flat=True))

    def test_publishing_twice_is_told_once(self):
        law = InstrumentFactory(record_id="lt-law")
        law.save_revision().publish()
        assert self.told("lt-law") == [ChangeKind.NEW]

    def test_what_editors_do_is_told_as_they_did_it(self):
        promise = CommitmentFactory(record_id="promise")
        promise.status_events.add(said("assessed", "weakened", "2024-07"))
        promise.sources.add(source(url="https://example.org/report"))
        promise.summary = "It promised more."
        promise.save_revision().publish()
        assert self.told("promise") == ["new", "status", "sources", "revised"]
        status = Change.objects.get(kind=ChangeKind.STATUS)
        assert (status.details["from"], status.details["to"]) == ("", "weakened")

    def test_a_draft_is_not_told(self):
        promise = CommitmentFactory(record_id="promise")
        promise.status_events.add(said("assessed", "weakened", "2024-07"))
        promise.save_revision()
        assert self.told("promise") == ["new"]

    def test_what_became_of_an_implementation_is_told(self):
        action = RecommendationFactory(number=1).actions.get()
        initiative = InitiativeFactory(record_id="programme", implementations=[implements(action)])
        initiative.status_events.add(
            ImplementationEvent(action=action, track="reported", status="in-progress", date="2024-07", text="Begun.")
        )
        initiative.save_revision().publish()
        assert self.told("programme") == ["new", "status"]
        assert Change.objects.get(kind="status").details["action"] == "R1.1"

    def test_a_rebuild_is_no_news(self):
        law = InstrumentFactory(record_id="lt-law")
        Entry.objects.filter(record_id="lt-law").update(title="As it was written before an upgrade")
        assert projection.project(law)
        assert self.told("lt-law") == ["new"]

    def test_a_renamed_place_is_no_news_of_its_laws(self):
        place = JurisdictionFactory(title="Turkey", code="TR")
        InstrumentFactory(parent=place, record_id="tr-law", provisions=[provided(ProvisionFactory(code="labels"))])
        version = Entry.objects.get(record_id="tr-law").version
        place.title = "Türkiye"
        place.save_revision().publish()
        assert Entry.objects.get(record_id="tr-law").version > version
        assert self.told("tr-law") == ["new"]

    def test_what_is_withdrawn_leaves_nothing_of_what_was_said_of_it(self):
        promise = CommitmentFactory(record_id="promise")
        promise.status_events.add(said("assessed", "weakened", "2024-07", text="A secret name."))
        promise.save_revision().publish()
        promise.unpublish()
        (change,) = Change.objects.filter(entry__record_id="promise")
        assert (change.kind, change.details) == (ChangeKind.WITHDRAWN, {})
        assert change.at <= timezone.now()

    def test_the_pages_of_text_are_no_records(self):
        TextPageFactory().save_revision().publish()
        assert not Change.objects.exists()

    def test_what_a_record_was_filed_under_is_kept_where_that_has_changed(self):
        law = InstrumentFactory(record_id="lt-law")
        law.summary = "It sets other rules."
        law.save_revision().publish()
        law.status = "repealed"
        law.save_revision().publish()
        new, revised, moved = Change.objects.filter(entry__record_id="lt-law").order_by("pk")
        assert (new.before, revised.before, revised.after) == ({}, {}, {})
        assert (moved.before["status"], moved.after["status"]) == (["in-force"], ["repealed"])
        assert "name" not in moved.before

    def test_of_what_is_withdrawn_only_what_it_was_filed_under_is_kept(self):
        law = InstrumentFactory(record_id="lt-law", title="A secret name")
        law.unpublish()
        (change,) = Change.objects.filter(entry__record_id="lt-law")
        assert (change.before["status"], change.after) == (["in-force"], {})
        assert "secret" not in str(change.before)
