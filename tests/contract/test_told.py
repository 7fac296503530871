"""Which of some records a search finds and why, for those who are told of changes: the same from every engine."""

from datetime import timedelta

import pytest
from factories.records import InstrumentFactory, JurisdictionFactory, ProvisionFactory, provided

from django.http import QueryDict
from django.utils import timezone

from policies.models import InstrumentPage
from policytracker.alerts import sending
from policytracker.alerts.models import Subscriber
from search import service
from search.elasticsearch.client import UnavailableError
from search.models import Entry
from search.query import parse

pytestmark = pytest.mark.django_db


def asked(parameters: str):
    query, problems = parse(QueryDict(parameters), "en")
    assert problems == []
    return query


@pytest.fixture
def laws() -> dict[str, int]:
    kenya, labels = JurisdictionFactory(title="Kenya", code="KE"), ProvisionFactory(code="labels")
    texts = {"act": "Deepfakes are marked.", "code": "Deepfakes are taken down.", "other": "Voters are registered."}
    for name, text in texts.items():
        force = "voluntary" if name == "code" else "binding"
        rows = [provided(labels, text)]
        InstrumentFactory(
            parent=kenya, record_id=name, title=f"The {name}", legal_force=force, in_force="2022", provisions=rows
        )
    return dict(Entry.objects.filter(record_id__in=texts).values_list("record_id", "page_id"))


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ("", {"act", "code", "other"}),
        ("q=deepfakes", {"act", "code"}),
        ("q=deepfakes&force=binding", {"act"}),
        ("q=deepfakes+voters", set()),
        ("q=deepfakes+marked", {"act"}),
        ("q=deepfaks+marked", {"act"}),
        ("q=deepfakes&sort=oldest&page=5", {"act", "code"}),
        ("force=binding&region=002&year_from=2021", {"act", "other"}),
        ("year_from=2030", set()),
        ("q=nothinglikethis", set()),
    ],
)
def test_which_of_some_pages_are_found(laws, parameters, found):
    query = asked(parameters)
    assert service.which(query, laws.values()) == {laws[name] for name in found}
    assert {result.id for result in service.why(query, list(laws.values()))} == found
    assert service.which(query, [laws["code"]]) == {laws[name] for name in found & {"code"}}
    assert service.which(query, []) == set()


def test_why_says_where_the_words_stand(laws):
    (result,) = service.why(asked("q=marked"), list(laws.values()))
    (passage,) = result.passages
    assert passage.where == "Provision: Labels"
    assert "Deepfakes are <mark>marked</mark>" in passage.text


def test_what_readers_ask_for_in_words_of_their_own_is_found_and_says_so():
    InstrumentFactory(record_id="act", asked_as=["spoofed robocalls in a campaign", "imitated voices on the phone"])
    (found,) = service.search(asked("q=robocalls")).results
    (passage,) = found.passages
    assert (found.id, passage.where) == ("act", "Asked as")
    assert passage.text == "spoofed <mark>robocalls</mark> in a campaign"


@pytest.mark.parametrize(
    ("parameters", "marked"),
    [
        # It begins the text, and it ends it.
        ("q=courts", "<mark>Courts</mark> speak of sanctions"),
        ("q=sanctions&kind=instrument", "Courts speak of <mark>sanctions</mark>"),
        # Taken for French, as it would be by anybody who knows no more.
        ("q=sanctions", "Courts speak of <mark>sanctions</mark>"),
        ("q=%22speak+of+sanctions%22", "<mark>"),
    ],
)
def test_what_matched_is_marked_wherever_it_stands_in_a_text(parameters, marked):
    InstrumentFactory(
        title="Act", record_id="act", summary="One.", approach="Two.", critique="Courts speak of sanctions"
    )
    page = Entry.objects.get(record_id="act").page_id
    query = asked(parameters)
    (result,) = service.why(query, [page])
    assert marked in result.passages[0].text
    assert result.passages[0].text.count("<mark>") == result.passages[0].text.count("</mark>")
    (found,) = (result for result in service.search(query).results if result.id == "act")
    assert marked in found.passages[0].text


def test_a_mail_tells_what_a_search_finds_and_why(laws, monkeypatch, mailoutbox):
    monkeypatch.setattr(sending, "SETTLED", timedelta(0))
    subscriber = Subscriber.objects.create(address="ana@example.org", language="en", frequency="weekly")
    subscriber.subscriptions.create(subject="search:q=marked", since=timezone.now() - timedelta(hours=1))
    assert sending.send("weekly", timezone.now()).sent == 1
    (message,) = mailoutbox
    assert message.subject == "Policy Tracker: The act: New on record"
    assert "Provision: Labels: “Deepfakes are marked" in message.body
    assert "<mark>marked</mark>" in message.alternatives[0].content


def test_what_was_withdrawn_is_not_found(laws):
    InstrumentPage.objects.get(record_id="act").unpublish()
    assert service.which(asked("q=deepfakes"), laws.values()) == {laws["code"]}


def test_while_the_servers_are_away_the_other_engine_answers(laws, engine, monkeypatch):
    if engine == "elasticsearch":

        def away(*arguments):
            raise UnavailableError("away")

        monkeypatch.setattr("search.engines.elasticsearch.servers.within_limit", away)
    assert service.which(asked("q=deepfakes"), laws.values()) == {laws["act"], laws["code"]}
    assert len(service.why(asked("q=deepfakes"), list(laws.values()))) == 2
