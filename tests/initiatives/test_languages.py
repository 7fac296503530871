"""The promise of languages: readers of any language see every record once, in theirs or in that of the site, and no
figure depends on the language. Held over a tree in which some is translated, some is a draft, and some is neither."""

import re
from datetime import date
from types import SimpleNamespace

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
    index,
    provided,
    said,
    source,
    translated,
)

from django.http import QueryDict
from django.utils import translation

from initiatives import gathering
from initiatives.contexts import initiatives
from initiatives.differences import differences
from initiatives.evidence.gathering import failing_checks, failing_sources, old_evidence
from initiatives.models import Action, ImplementationEvent
from initiatives.subjects import overview
from policies.choosing import Choices
from policies.comparing import compare
from policies.contexts import jurisdiction, jurisdictions, organisation, organisations
from policies.elections.gathering import clock_of
from policies.elections.selection import choices, parse, rows
from policies.maps import carriers
from policies.models import Finding, JurisdictionPage, OrganisationPage
from policies.querysets import elections, parent_of
from policytracker.core.as_of import AsOf
from policytracker.core.models import LinkCheck
from policytracker.home.contexts import counts
from policytracker.home.whats_new import recent_changes
from search.models import Entry

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)
NOW, THEN = AsOf(TODAY, TODAY), AsOf(date(2024, 6, 6), TODAY)
LAPSED = "https://example.org/gone"


@pytest.fixture
def records():
    return mixed()


def mixed() -> SimpleNamespace:
    """Whatever lies below what: a translated place with a law that is not, a draft of a place with one that is …"""
    asked, other, theme = ProvisionFactory(code="asked"), ProvisionFactory(code="other"), ThemeFactory(slug="lies")

    def law(place, **values):
        rows = [provided(asked), provided(other)]
        return InstrumentFactory(parent=place, provisions=rows, themes=[theme], **values)

    def promise(company, **values):
        events = [said("reported", "fulfilled", "2024-03-01"), said("assessed", "in-progress", "2024-04-01")]
        values = {"provisions": [asked], "status_events": events, "themes": [theme]} | values
        return CommitmentFactory(parent=company, **values)

    first = RecommendationFactory(
        title="Protect elections",
        number=1,
        actions=[Action(code="R1.1", title="First", text="Do it.", indicator="Laws", provisions=[asked])],
    )
    second = RecommendationFactory(
        title="Work together",
        number=2,
        actions=[
            Action(code="R2.1", title="Second", text="Do it.", indicator="Promises", counted="fresh-commitments"),
            Action(code="R2.2", title="Third", text="Do it.", indicator="Who does it"),
        ],
    )
    french_action = translated(first).actions.get()
    both, draft, alias, neither = (
        JurisdictionFactory(
            title=title, code=code, findings=[Finding(provision=other, state="absent", checked_on=TODAY)]
        )
        for title, code in (("Lithuania", "LT"), ("Brazil", "BR"), ("Kenya", "KE"), ("Ghana", "GH"))
    )
    french_place = translated(both, "Lituanie")
    translated(draft, "Brésil", is_live=False)
    laws = {
        "below-a-translated": law(both, title="Of Lithuania", record_id="below-a-translated"),
        "below-a-draft": law(
            draft, title="Of Brazil", record_id="below-a-draft", status="repealed", ended="2025-01-01"
        ),
        "below-an-alias": law(alias, title="Of Kenya", record_id="below-an-alias", legal_force="voluntary"),
        "below-none": law(neither, title="Of Ghana", record_id="below-none", sources=[source(url=LAPSED)]),
        "whose-french-is-a-draft": law(both, title="Another of Lithuania", record_id="whose-french-is-a-draft"),
    }
    translated(laws["below-a-draft"], "Du Brésil")
    translated(laws["below-an-alias"], "Du Kenya")
    translated(laws["whose-french-is-a-draft"], "Brouillon", is_live=False)
    company, shy = (
        OrganisationFactory(title="Company", record_id="both"),
        OrganisationFactory(title="Shy company", record_id="draft", jurisdiction=both),
    )
    french_company = translated(company, "Société")
    translated(shy, "Timide", is_live=False)
    promise(company, title="Promise", record_id="of-a-translated", jurisdictions=[both, french_place])
    translated(promise(shy, title="Shy promise", record_id="of-a-draft", jurisdictions=[both]), "Promis")
    promise(
        company,
        title="French promise",
        record_id="for-a-french-place",
        jurisdictions=[french_place],
        deadline="2024-09",
    )
    work = [
        InitiativeFactory(
            title="Initiative",
            record_id="untranslated",
            implementations=[implements(first.actions.get())],
            jurisdictions=[both],
            lead=[company],
        ),
        InitiativeFactory(
            title="Initiative of French pages",
            record_id="of-french-pages",
            implementations=[implements(french_action, relation="contributes")],
            jurisdictions=[french_place, both],
            lead=[french_company],
            provisions=[asked],
            themes=[theme],
        ),
        InitiativeFactory(
            title="Another initiative",
            record_id="another",
            implementations=[implements(second.actions.all()[1])],
            partners=[company],
        ),
    ]
    translated(work[2], "Une initiative")
    votes = [
        ElectionFactory(
            parent=place,
            title=f"Vote in {place.title}",
            record_id=f"vote-{place.code.lower()}",
            date="2024-10-13",
            kinds=["presidential"],
        )
        for place in (both, draft, alias)
    ]
    translated(votes[1], "Élection")
    translated(index("elections"))
    LinkCheck.objects.create(
        url=LAPSED, outcome="gone", status=404, first_failed="2025-01-01T00:00Z", last_checked="2026-01-01T00:00Z"
    )
    return SimpleNamespace(
        asked=asked, theme=theme, both=both, company=company, votes=votes, law=laws["below-a-translated"]
    )


def counted(as_of):
    return [
        (
            (found.number, item.action.code, item.indicator.value, sorted(item.indicator.members)),
            (item.relations, item.binding, item.regions, item.jurisdiction_regions),
            (item.reported, item.assessed, len(item.differing), len(item.gaps)),
            [sorted(getattr(row, "code", "") or row.record_id for row in rows) for rows in item.listed.values()],
        )
        for found in gathering.recommendations(as_of)
        for item in found.actions
    ]


def compared(as_of):
    table = compare(["LT", "BR", "KE", "GH", "both", "draft", "below-none", "below-a-draft", "of-a-draft"], as_of)
    columns = [
        (column.key, column.in_use, column.others, sorted(column.parts), bool(column.place)) for column in table.columns
    ]
    cells = [
        (
            row.question.code,
            cell.state,
            sorted(item.record_id for item in (*cell.standing, *cell.not_in_use, *cell.promised)),
        )
        for group in table.groups
        for row in group.rows
        for cell in row.cells
    ]
    return columns, cells, table.unknown


def chosen():
    found = Choices()
    places = [(place["code"], place["count"]) for region in found.regions() for place in region["places"]]
    companies = sorted((row["record_id"], row["count"]) for row in found.organisations())
    return sorted(places), companies, sorted((row["record_id"], bool(row["owner"])) for row in found.records())


def carried(records, as_of):
    lists = (
        carriers.of(None, None, as_of),
        carriers.of_provision(records.asked, as_of),
        carriers.of_theme(records.theme, as_of),
    )
    found = [sorted((row.place.code, row.record_id, row.status) for row in rows) for rows in lists]
    return found, sorted(row.place.code for row in carriers.missing(ProvisionFactory(code="other"), as_of))


def provided_by(as_of):
    return [
        (row.provision.code, row.jurisdictions, row.binding, row.promises)
        for _group, found in overview.provisions(as_of)
        for row in found
    ]


def old():
    found, places = old_evidence(TODAY)
    sources = failing_sources(list(failing_checks()))
    return (
        sorted((row.kind, row.record_id, sorted(row.jurisdictions), row.newest) for row in found),
        sorted(place.code for place in places),
        [(row.check.url, len(row.records)) for row in sources],
    )


def clocked(records, as_of):
    found = clock_of(records.votes[0], parent_of(records.votes[0], JurisdictionPage), as_of)
    promised = sorted(item.row.record_id for item in (*found.named, *found.worldwide))
    rules = sorted(row.record_id for row in (*found.in_force, *(item.rule for item in found.other_rules)))
    return found.state, rules, promised, sorted(item.place.code for item in found.comparable)


def voted():
    found = rows()
    facets = choices(parse(QueryDict())[0], found)
    return (
        sorted((row.record_id, row.place, row.regions) for row in found),
        {name: sorted((choice.value, choice.count) for choice in values) for name, values in facets.items()},
        elections().count(),
    )


def listed():
    places = [
        (place.code, number, vote and vote.record_id)
        for _region, found in jurisdictions(None)["regions"]
        for place, number, vote in found
    ]
    companies = [(page.record_id, number) for _group, found in organisations(None)["groups"] for page, number in found]
    return sorted(places), sorted(companies)


def on_their_pages(records, as_of):
    """What the page of a place and of a company shows, which a French reader opens in French."""

    def version(page, model):
        language = translation.get_language()
        return model.objects.get(translation_key=page.translation_key, locale__language_code=language)

    place = jurisdiction(version(records.both, JurisdictionPage), as_of)
    company = organisation(version(records.company, OrganisationPage), as_of)
    return (
        [(force, sorted(item.record_id for item, _stood in found)) for force, found in place["in_use"]],
        sorted(item.record_id for item, _standing in place["commitments"]),
        sorted(item.record_id for item in place["initiatives"]),
        [item.record_id for item in place["organisations"]],
        [item.record_id for item in place["past_elections"]],
        len(place["changes"].later),
        sorted(item.record_id for item, _standing in company["commitments"]),
        sorted(item.record_id for item in (*company["initiatives_led"], *company["initiatives_joined"])),
        company["differing"],
    )


READINGS = {
    "tracker": lambda records: counted(NOW),
    "tracker as of a past day": lambda records: counted(THEN),
    "comparison": lambda records: compared(NOW),
    "comparison as of a past day": lambda records: compared(THEN),
    "what can be compared": lambda records: chosen(),
    "differences": lambda records: [len(found) for _whose, found in differences(gathering.rows_on(NOW))],
    "map, provisions and themes": lambda records: carried(records, NOW),
    "map, provisions and themes as of a past day": lambda records: carried(records, THEN),
    "all provisions": lambda records: provided_by(NOW),
    "all provisions as of a past day": lambda records: provided_by(THEN),
    "all themes": lambda records: [(theme.slug, number) for theme, number in overview.themes(NOW)],
    "old evidence": lambda records: old(),
    "elections": lambda records: voted(),
    "clock of an election": lambda records: clocked(records, NOW),
    "clock as of a past day": lambda records: clocked(records, THEN),
    "jurisdictions and organisations": lambda records: listed(),
    "pages of a place and a company": lambda records: on_their_pages(records, NOW),
    "such pages as of a past day": lambda records: on_their_pages(records, THEN),
    "home page": lambda records: (counts(), sorted((row.date, row.text) for row in recent_changes(TODAY, 50))),
}


def readings(records, language):
    with translation.override(language):
        return {name: read(records) for name, read in READINGS.items()}


def test_no_figure_depends_on_the_language(records):
    english = readings(records, "en")
    assert all(english.values())
    french = readings(records, "fr")
    for name, found in english.items():
        assert french[name] == found, name


ADDRESSES = (
    "/tracker/",
    "/tracker/1/",
    "/tracker/1/?as_of=2024-06-06",
    "/tracker/1/changes/?as_of=2024-01-01",
    "/tracker/1/R1.1/jurisdictions/",
    "/tracker/differences/",
    "/compare/?in=LT,BR,KE,both,draft,below-none",
    "/compare/",
    "/map/?provision=asked",
    "/elections/",
    "/elections/calendar/?month=2024-10",
    "/evidence/",
    "/evidence/sources/",
    "/provisions/",
    "/provisions/asked/",
    "/themes/lies/",
    "/jurisdictions/",
    "/organisations/",
    "/initiatives/",
    "/briefings/recommendation/1.html",
    "/briefings/jurisdiction/LT.html",
    "/briefings/organisation/draft.html",
    "/briefings/comparison.html?in=LT,BR,both",
    "/briefings/election/vote-br.html",
    "/tracker/export.csv",
    "/tracker/1/export.csv",
    "/compare/export.csv?in=LT,BR,both",
)


def test_every_page_says_the_same_figures_in_every_language(client, records):
    for address in ADDRESSES:
        english, french = (figures(client, prefix + address) for prefix in ("", "/fr"))
        assert french == english, address


def figures(client, address):
    """The numbers on a page, in any order: records stand in the order of their titles."""
    response = client.get(address)
    assert response.status_code == 200, address
    content = b"".join(response.streaming_content) if response.streaming else response.content
    page = BeautifulSoup(content, "html.parser")
    return sorted(re.findall(r"\d+", (page.find("main") or page).get_text()))


def test_a_list_shows_what_is_translated_in_french_and_names_the_language_of_all_else(client, records):
    page = BeautifulSoup(client.get("/fr/compare/?in=LT,BR").content, "html.parser")
    (translated_law,) = {link.get("lang") for link in page.find_all("a", string="Du Brésil")}
    assert translated_law is None
    for link in page.find_all("a", string="Of Lithuania"):
        assert (link["lang"], link["href"]) == ("en", records.law.url)


@pytest.fixture
def tied_twice():
    """An initiative that an editor tied to an action and to its French translation, with something said of each."""
    recommendation = RecommendationFactory(title="Protect elections", number=1)
    action, french = recommendation.actions.get(), translated(recommendation).actions.get()
    french.title = "La première"
    french.save()
    first, second = implements(french, relation="contributes", why="In French."), implements(action)
    first.sort_order, second.sort_order = 1, 0
    return InitiativeFactory(
        title="Initiative",
        record_id="twice",
        implementations=[first, second],
        status_events=[
            ImplementationEvent(action=action, track="reported", status="fulfilled", date="2024-03-01", text="Done."),
            ImplementationEvent(action=french, track="assessed", status="weakened", date="2024-04-01", text="Less."),
        ],
    )


def test_an_initiative_bears_on_an_action_once_in_whatever_languages_it_was_tied_to_it(tied_twice):
    for language in ("en", "fr"):
        with translation.override(language):
            (row,) = gathering.recommendations(NOW)[0].actions[0].initiatives
            assert (row.relation, row.standing.reported.text, row.standing.assessed.text) == (
                "implements",
                "Done.",
                "Less.",
            )
            ((_group, ((_page, actions),)),) = initiatives(None, QueryDict())["groups"]
            assert actions == "R1.1"
    (entry,) = Entry.objects.present().filter(record_id="twice")
    (served,) = entry.payload["implements"]
    assert [event["text"] for event in served["status_history"]] == ["Done.", "Less."]


def test_the_page_of_an_initiative_names_each_action_once_and_in_the_readers_language(client, tied_twice):
    translated(tied_twice, "Une initiative")
    for language, title in (("en", "First"), ("fr", "La première")):
        page = tied_twice.get_translations(inclusive=True).get(locale__language_code=language)
        (section,) = BeautifulSoup(client.get(page.url).content, "html.parser").select(".implementation")
        assert section.h3.get_text() == f"R1.1 {title}"
        assert [found["id"] for found in section.select("h3, h4")] == ["R1.1", "reported-R1.1", "assessed-R1.1"]
