"""A small site with one published record of each kind, and the people who edit it."""

from types import SimpleNamespace

import pytest

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from initiatives.models import Action, InitiativePage, RecommendationPage
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    OrganisationPage,
    Provision,
    ProvisionGroup,
    StatusEvent,
    Theme,
)
from policytracker.core.models import Source
from policytracker.core.publishing import add_published
from policytracker.operations.content import site_tree as content_tree


def source(title="Official Journal"):
    return Source(title=title, url="https://example.org/law", publisher="The state", kind="official")


def add(parent, page, *, sourced=True):
    """Publish `page` below `parent`."""
    if sourced:
        page.sources.add(source())
    add_published(page, parent)
    page.refresh_from_db()
    return page


@pytest.fixture
def site_tree(db):
    return SimpleNamespace(**content_tree.ensure())


@pytest.fixture
def vocabulary(db):
    group = ProvisionGroup.objects.create(code="accountability", label="Accountability", text="Rules", recommendation=2)
    return SimpleNamespace(
        group=group,
        labelling=Provision.objects.create(
            code="ai-labelling", group=group, label="AI labels", definition="Labels.", question="Are labels required?"
        ),
        repository=Provision.objects.create(
            code="ad-repository", group=group, label="Ad archive", definition="An archive.", question="Is there one?"
        ),
        theme=Theme.objects.create(name="Disinformation", slug="disinformation"),
    )


@pytest.fixture
def records(site_tree, vocabulary):
    """One published record of each kind, by the name of its kind."""
    lithuania = add(site_tree.jurisdictions, JurisdictionPage(title="Lithuania", code="LT"), sourced=False)
    brazil = add(site_tree.jurisdictions, JurisdictionPage(title="Brazil", code="BR"), sourced=False)
    meta = add(
        site_tree.organisations,
        OrganisationPage(title="Meta", stakeholder_group="private-sector", description="Runs platforms."),
        sourced=False,
    )
    instrument = InstrumentPage(
        title="Law on Information",
        kind="statute",
        legal_force="binding",
        status="in-force",
        adopted="2021",
        summary="It binds platforms.",
        approach="One regulator.",
    )
    instrument.provisions.add(InstrumentProvision(provision=vocabulary.labelling, text="Labels are required."))
    commitment = CommitmentPage(
        title="Label AI content", kind="policy", announced="2024-02", summary="It will label.", measure="Labels exist."
    )
    commitment.status_events.add(StatusEvent(track="reported", status="announced", date="2024-02", text="Announced."))
    recommendation = RecommendationPage(title="Clearinghouse", number=1, quote="A clearinghouse.", summary="One place.")
    recommendation.actions.add(Action(code="R1.1", title="Channel", text="Open a channel.", indicator="Channels"))
    return SimpleNamespace(
        lithuania=lithuania,
        brazil=brazil,
        organisation=meta,
        instrument=add(lithuania, instrument),
        election=add(lithuania, ElectionPage(title="Seimas election 2028", kinds=["parliamentary"], date="2028-10")),
        commitment=add(meta, commitment),
        recommendation=add(site_tree.tracker, recommendation),
        initiative=add(
            site_tree.initiatives,
            InitiativePage(title="Elves", kind="programme", status="active", summary="They look."),
        ),
    )


@pytest.fixture
def admin(client, django_user_model):
    """A browser in which an administrator is logged in."""
    client.force_login(django_user_model.objects.create_superuser("admin", "admin@example.org", "password"))
    return client


@pytest.fixture
def person(db):
    """Make a user who belongs to some groups."""

    def make(name: str, *groups: str):
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "password")
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make
