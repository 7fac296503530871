"""A few records of every kind, and a place of its own for what the site writes."""

from datetime import date

import pytest
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
)

from policies.models import Finding, InstrumentEvent

FORMULA = '=HYPERLINK("https://example.org/","Click")'


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """The folder in which the site keeps what it makes."""
    settings.VAR = tmp_path / "var"
    return settings.VAR


@pytest.fixture
def records(db):
    """One of each kind, with rows; texts that are hard for files."""
    archive = ProvisionFactory(code="ad-repository")
    place = JurisdictionFactory(
        title="Lithuania", code="LT", features=["First; and second", "Third"], overview="Two\nlines, “quoted”"
    )
    Finding.objects.create(jurisdiction=place, provision=archive, state="absent", checked_on=date(2026, 3, 1))
    company = OrganisationFactory(title="Company", jurisdiction=place)
    recommendation = RecommendationFactory(number=1)
    law = InstrumentFactory(
        parent=place,
        title="Law on Information",
        title_original="Visuomenės informavimo įstatymas 资讯法",
        applies_to=["media", "online-platforms"],
        provisions=[provided(archive, "Platforms keep an archive.", reference="Article 3")],
        events=[InstrumentEvent(date="2021", kind="adopted", text="It was adopted.")],
        critique=FORMULA,
    )
    law.themes.add(ThemeFactory(slug="data-access"))
    law.save_revision().publish()
    return {
        "jurisdiction": place,
        "organisation": company,
        "instrument": law,
        "commitment": CommitmentFactory(
            parent=company,
            jurisdictions=[place],
            provisions=[archive],
            status_events=[said("reported", "fulfilled"), said("assessed", "withdrawn", "2024-06")],
        ),
        "recommendation": recommendation,
        "initiative": InitiativeFactory(lead=[company], implementations=[implements(recommendation.actions.get())]),
        "election": ElectionFactory(parent=place, date="2027-02"),
    }
