"""A small site with records to brief on: two jurisdictions, an organisation, an initiative, a recommendation."""

from types import SimpleNamespace

import pytest

from django.core.cache import caches

from wagtail.models import Page, Site

from initiatives.models import (
    Action,
    Implementation,
    InitiativeIndexPage,
    InitiativePage,
    RecommendationPage,
    TrackerPage,
)
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentEvent,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionIndexPage,
    JurisdictionPage,
    OrganisationIndexPage,
    OrganisationPage,
    Provision,
    ProvisionGroup,
    StatusEvent,
)
from policytracker.core.models import Source
from policytracker.home.models import HomePage


def publish(parent, page, *urls):
    """Publish `page` below `parent`, with a source for each address."""
    for number, url in enumerate(urls, start=1):
        page.sources.add(
            Source(title=f"Source {number} of {page.title}", url=url, publisher="Gazette", kind="official")
        )
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def instrument(jurisdiction, record_id, provision, **values):
    """Publish an instrument of a jurisdiction that carries one provision."""
    values = {
        "title": f"Act {record_id}",
        "kind": "statute",
        "legal_force": "binding",
        "status": "in-force",
        "adopted": "2024-05",
        "summary": "The act makes the largest platforms look at what they do to elections.",
        "approach": "Duties of care, under audit.",
        "critique": "Rights groups find the reports thin.",
        "notes": "The numbering of the articles is not confirmed.",
        "verification": "read",
    } | values
    page = InstrumentPage(record_id=record_id, slug=record_id, **values)
    page.provisions.add(
        InstrumentProvision(provision=provision, text="Platforms assess the risks of each vote.", reference="Art. 34")
    )
    page.events.add(
        InstrumentEvent(
            date="2024-05", kind="adopted", text="Parliament adopted it.", source_url="https://example.org/a"
        )
    )
    return publish(jurisdiction, page, f"https://example.org/{record_id}")


def commitment(organisation, record_id, provision, **values):
    """Publish a commitment that is reported as fulfilled and assessed as weakened."""
    values = {
        "title": f"Promise {record_id}",
        "kind": "product",
        "announced": "2024-02-16",
        "summary": "It promised a library of political advertisements.",
        "measure": "Every political advertisement stands in a public library.",
    } | values
    page = CommitmentPage(record_id=record_id, slug=record_id, **values)
    page.provisions = [provision]
    page.status_events.add(
        StatusEvent(
            track="reported",
            status="fulfilled",
            date="2025-03",
            text="The library is open, says the company.",
            by="Examplebook",
            source_url="https://examplebook.example/library",
        ),
        StatusEvent(
            track="assessed",
            status="weakened",
            date="2025-11-20",
            text="Half of the advertisements are missing.",
            by="Observers",
            source_url="https://observers.example/report",
        ),
    )
    return publish(organisation, page, "https://observers.example/report")


@pytest.fixture
def records(db, tmp_path, settings):
    settings.VAR = tmp_path
    caches["briefings"].clear()
    Page.objects.filter(depth__gt=1).delete()
    root = Page.get_first_root_node()
    root.numchild = 0
    root.save(clean=False)
    home = publish(root, HomePage(title="Policy Tracker", slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home}
    )
    places = publish(home, JurisdictionIndexPage(title="Jurisdictions", slug="jurisdictions"))
    organisations = publish(home, OrganisationIndexPage(title="Organisations", slug="organisations"))
    initiatives = publish(home, InitiativeIndexPage(title="Initiatives", slug="initiatives"))
    tracker = publish(home, TrackerPage(title="Tracker", slug="tracker"))

    group = ProvisionGroup.objects.create(code="accountability", label="Accountability", text="Rules", recommendation=2)
    made = SimpleNamespace(
        provision=Provision.objects.create(
            code="risk-assessment",
            group=group,
            label="Risk assessment",
            definition="…",
            question="Must risks be assessed?",
        ),
        untouched=Provision.objects.create(
            code="ad-repository",
            group=group,
            label="Advertising archive",
            definition="…",
            question="Is there an archive?",
        ),
    )
    made.lithuania = publish(
        places,
        JurisdictionPage(
            title="Lithuania", slug="lithuania", record_id="jurisdiction-lt", code="LT", overview="One law does it all."
        ),
    )
    made.brazil = publish(
        places, JurisdictionPage(title="Brazil", slug="brazil", record_id="jurisdiction-br", code="BR")
    )
    made.instrument = instrument(made.lithuania, "lt-act", made.provision)
    made.brazilian = instrument(made.brazil, "br-act", made.provision, legal_force="voluntary")
    made.organisation = publish(
        organisations,
        OrganisationPage(
            title="Examplebook",
            slug="examplebook",
            record_id="examplebook",
            stakeholder_group="private-sector",
            jurisdiction=made.lithuania,
            description="A platform.",
        ),
    )
    made.commitment = commitment(made.organisation, "library", made.provision)
    made.commitment.jurisdictions = [made.lithuania]
    made.commitment.deadline = "2026-06"
    made.commitment.save_revision().publish()
    made.commitment.refresh_from_db()
    made.estonia = publish(
        places, JurisdictionPage(title="Estonia", slug="estonia", record_id="jurisdiction-ee", code="EE")
    )
    archive = instrument(made.estonia, "ee-act", made.provision)
    archive.provisions.add(
        InstrumentProvision(provision=made.untouched, text="Platforms keep an archive.", reference="Art. 7")
    )
    archive.save_revision().publish()
    instrument(made.lithuania, "lt-bill", made.provision, status="proposed", adopted="")
    vote = ElectionPage(title="Seimas election", slug="lt-vote", record_id="lt-vote", date="2028-10", body="The board")
    vote.kinds = ["parliamentary"]
    made.election = publish(made.lithuania, vote, "https://example.org/vote")
    made.recommendation = RecommendationPage(
        title="Hold platforms to account",
        record_id="r2",
        number=2,
        quote="Make them answer.",
        summary="They must answer.",
    )
    action = Action(code="R2.1", title="Risks", text="Have risks assessed.", indicator="Jurisdictions that ask for it")
    action.provisions = [made.provision]
    made.recommendation.actions.add(action)
    made.recommendation.full_clean(exclude=["path", "depth"])
    publish(tracker, made.recommendation, "https://example.org/report")
    made.initiative = InitiativePage(
        title="Risk watch",
        slug="risk-watch",
        record_id="risk-watch",
        kind="research",
        status="active",
        summary="It watches.",
        stakeholder_groups=["academia"],
    )
    made.initiative.lead = [made.organisation]
    made.initiative.implementations.add(
        Implementation(
            action=Action.objects.get(code="R2.1"), relation="implements", why="It reads the reports on risks."
        )
    )
    publish(initiatives, made.initiative, "https://example.org/watch")

    def add_more():
        for number in range(3):
            instrument(made.lithuania, f"lt-act-{number}", made.provision)
            commitment(made.organisation, f"promise-{number}", made.provision)

    made.add_more = add_more
    return made


ADDRESSES = {
    "recommendation": "/briefings/recommendation/2.{form}",
    "jurisdiction": "/briefings/jurisdiction/LT.{form}",
    "election": "/briefings/election/lt-vote.{form}",
    "instrument": "/briefings/instrument/lt-act.{form}",
    "organisation": "/briefings/organisation/examplebook.{form}",
    "comparison": "/briefings/comparison.{form}?in=LT,BR",
    "search": "/briefings/search.{form}?q=platforms&kind=instrument&kind=commitment&kind=initiative",
}


@pytest.fixture
def addresses():
    return ADDRESSES


@pytest.fixture(params=ADDRESSES)
def kind(request):
    """Each kind of briefing in turn."""
    return request.param


@pytest.fixture
def address(kind):
    """Its address in a form: `address("pdf")`."""
    return lambda form: ADDRESSES[kind].format(form=form)
