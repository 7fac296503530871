"""Each record's page shows what it is, its evidence, and everything linked to it in both directions."""

import re

import pytest
from bs4 import BeautifulSoup
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    RecommendationFactory,
    ThemeFactory,
    implements,
    provided,
    said,
    source,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import PageViewRestriction

from policies.models import InstrumentEvent

pytestmark = pytest.mark.django_db


class Linked:
    """Records that are all linked to each other; `grow` adds more of each kind."""

    def __init__(self):
        self.labels = ProvisionFactory(code="ai-labelling", label="AI labels")
        self.place = JurisdictionFactory(title="Lithuania", code="LT", overview="One regulator.")
        self.company = OrganisationFactory(title="Meta", jurisdiction=self.place)
        self.recommendation = RecommendationFactory(number=1, title="Clearinghouse")
        self.action = self.recommendation.actions.get()
        self.action.provisions.add(self.labels)
        self.action.save()
        self.grow()

    def grow(self):
        other = JurisdictionFactory()
        self.law = InstrumentFactory(
            parent=self.place,
            title="Law on Information",
            provisions=[provided(self.labels, "Labels are required.", reference="Art. 3")],
            events=[InstrumentEvent(date="2021-05", kind="adopted", text="Adopted by parliament.")],
            critique="Observers find it wide.",
        )
        self.law.themes.set([ThemeFactory()])
        self.law.save()
        self.promise = CommitmentFactory(
            parent=self.company,
            title="Label AI content",
            provisions=[self.labels],
            jurisdictions=[self.place, other],
            status_events=[
                said("reported", "fulfilled", by="Meta"),
                said("assessed", "weakened", by="The Observatory", text="Fewer labels were found."),
            ],
        )
        self.project = InitiativeFactory(
            title="Elves",
            lead=[self.company],
            partners=[OrganisationFactory()],
            jurisdictions=[self.place, other],
            provisions=[self.labels],
            implementations=[implements(self.action, why="They find fakes.")],
        )
        self.project.themes.set([ThemeFactory()])
        self.project.save()
        self.vote = ElectionFactory(parent=self.place, title="Seimas election", date="2028-10")
        OrganisationFactory(jurisdiction=self.place)


@pytest.fixture
def linked():
    return Linked()


def page(client, record) -> str:
    response = client.get(record.url)
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            "place",
            [
                "One regulator.",
                "Law on Information",
                "Seimas election",
                "Label AI content",
                "Elves",
                "Meta",
                "/compare/?in=LT",
            ],
        ),
        (
            "law",
            [
                "Lithuania",
                "Labels are required.",
                "(Art. 3)",
                "Adopted by parliament.",
                "Observers find it wide.",
                "/provisions/ai-labelling/",
                "Clearinghouse",
                "Seimas election",
                "Gazette",
                "Not yet read",
            ],
        ),
        ("company", ["Label AI content", "Elves", "Lithuania", "Fulfilled", "Weakened"]),
        (
            "promise",
            [
                "It does what it promised.",
                "Meta",
                "The Observatory",
                "Fewer labels were found.",
                "The two differ: reported as fulfilled, assessed as weakened.",
                "Lithuania",
                "AI labels",
            ],
        ),
        ("project", ["Meta", "Lithuania", "They find fakes.", "R1.1", "Implements"]),
        ("vote", ["October 2028", "Lithuania", "Law on Information", "Label AI content"]),
        ("recommendation", ["1 jurisdiction with rules in use", "1 initiative", "1 commitment"]),
    ],
)
def test_a_page_shows_its_record_and_what_is_linked_to_it(client, linked, record, expected):
    html = page(client, getattr(linked, record))
    assert [words for words in (*expected, "/id/") if words not in html] == []


@pytest.mark.parametrize("record", ["place", "law", "company", "promise", "project", "vote"])
def test_what_is_not_public_leaks_nowhere(client, linked, record):
    shown = getattr(linked, record)
    secret = JurisdictionFactory(title="Secretland")
    secret_law = InstrumentFactory(title="Secret law", parent=linked.place)
    secret_promise = CommitmentFactory(title="Secret promise", parent=linked.company, jurisdictions=[linked.place])
    InitiativeFactory(title="Secret project", lead=[linked.company], jurisdictions=[linked.place]).unpublish()
    secret_law.unpublish()
    PageViewRestriction.objects.create(page=secret_promise, restriction_type=PageViewRestriction.LOGIN)
    linked.promise.jurisdictions.add(secret)
    linked.promise.save()
    secret.unpublish()
    assert "Secret" not in page(client, shown)


@pytest.mark.parametrize("record", ["place", "law", "company", "promise", "project", "vote"])
def test_more_records_need_no_more_queries(client, linked, record):
    def queries():
        client.get(shown.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(shown.url)
        return len(captured)

    shown = getattr(linked, record)
    linked.grow()
    few = queries()
    for _ in range(3):
        linked.grow()
    assert queries() == few


@pytest.mark.parametrize("address", ["/jurisdictions/", "/organisations/", "/elections/"])
def test_lists_need_no_more_queries_for_more_records(client, linked, address):
    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = queries()
    linked.grow()
    assert queries() == few


HOSTILE = '<script>alert("x")</script>'


def test_no_text_of_an_editor_is_markup(client):
    provision = ProvisionFactory(label=HOSTILE)
    law = InstrumentFactory(
        title=HOSTILE,
        slug="hostile",
        record_id="hostile",
        title_original=HOSTILE,
        summary=HOSTILE,
        approach=HOSTILE,
        critique=HOSTILE,
        body=HOSTILE,
        notes=HOSTILE,
        provisions=[provided(provision, HOSTILE, reference=HOSTILE)],
        events=[InstrumentEvent(date="2021", kind="adopted", text=HOSTILE)],
        sources=[source(title=HOSTILE, publisher=HOSTILE)],
    )
    for address in (law.url, law.get_parent().url, f"/compare/?in={law.record_id}", "/search/?q=alert"):
        html = client.get(address).text
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_a_record_with_nothing_but_what_it_needs_is_shown(client):
    law = InstrumentFactory(adopted="", in_force="", sources=[])
    assert "No source is recorded." in page(client, law)
    assert "Nobody has said anything on record." in page(client, CommitmentFactory(status_events=[]))
    assert page(client, JurisdictionFactory())
    assert page(client, InitiativeFactory(started=""))


def test_a_vote_known_to_the_month_is_to_come_until_the_month_is_over(client):
    ElectionFactory(title="Some day this month", date="2999-12")
    html = client.get("/elections/").text
    assert html.rindex("Some day this month") > html.index('id="coming"')
    assert "December 2999" in html


def test_of_long_lists_an_election_shows_the_first_and_leads_to_all(client):
    company = OrganisationFactory()
    place, near = JurisdictionFactory(title="Lithuania", code="LT"), JurisdictionFactory(title="Latvia", code="LV")
    shared, further = ProvisionFactory(code="shared"), ProvisionFactory(code="further")
    vote = ElectionFactory(parent=place, date="2028-10-01")
    for number in range(21):
        CommitmentFactory(parent=company, title=f"Promise {number:02}", jurisdictions=[place])
    for number in range(11):
        InstrumentFactory(
            parent=place, title=f"Act {number:02}", provisions=[provided(shared)], last_checked=timezone.localdate()
        )
    for number in range(3):
        InstrumentFactory(parent=near, title=f"Code {number}", provisions=[provided(shared), provided(further)])
    html = page(client, vote)
    shown = BeautifulSoup(html, "html.parser").main.text
    assert "The first 20 of 21 are shown." in shown
    assert "The first 10 of 11 are shown." in shown
    assert "In force there on the day: 11 rules on record" in shown
    assert ("Promise 19" in shown, "Act 09" in shown, "Code 1" in shown) == (True, True, True)
    assert ("Promise 20" in shown, "Act 10" in shown, "Code 2" in shown) == (False, False, False)
    address = f"/briefings/election/{vote.record_id}.html"
    links = [link.text for link in BeautifulSoup(html, "html.parser").find_all("a", href=address)]
    assert set(links) == {"All of them stand in the briefing.", "and 1 more: Latvia, Further"}
    briefing = client.get(address).text
    assert all(title in briefing for title in ("Promise 20", "Act 10", "Code 2"))


def test_of_long_lists_a_jurisdiction_shows_the_first_and_leads_to_where_all_are(client):
    place, company = JurisdictionFactory(title="Lithuania", code="LT"), OrganisationFactory()
    for number in range(21):
        InstrumentFactory(parent=place, title=f"Act {number:02}", adopted="2001", in_force=f"2001-01-{number + 1:02}")
        ElectionFactory(parent=place, title=f"Vote {number:02}", date=f"2001-01-{number + 1:02}")
        CommitmentFactory(parent=company, title=f"Promise {number:02}", jurisdictions=[place], announced="2024-02-16")
    InstrumentFactory(parent=place, title="Old act", status="repealed")
    shown = BeautifulSoup(page(client, place), "html.parser").main
    assert shown.text.count("The first 20 of 21 are shown.") == 3
    assert ("Act 01" in shown.text, "Vote 01" in shown.text, "Promise 19" in shown.text) == (True, True, True)
    assert ("Act 00" in shown.text, "Vote 00" in shown.text, "Promise 20" in shown.text) == (False, False, False)
    search = [link["href"] for link in shown.find_all("a", string="The search finds all of them.")]
    elections = shown.find("a", string="The list of elections has all of them.")["href"]
    for address in (*search, elections):
        answer = BeautifulSoup(client.get(address).text, "html.parser")
        assert answer.select_one("[role=status]").text.startswith("21 ")
    then = BeautifulSoup(client.get(f"{place.url}?as_of=2001-01-01").text, "html.parser").main
    changed = then.find("a", string=re.compile("^All [0-9]+ changes$"))
    assert changed["href"] == "/briefings/jurisdiction/LT.html?as_of=2001-01-01"
    assert "Promise 20" in client.get(changed["href"]).text.rpartition("What changed since")[2]
