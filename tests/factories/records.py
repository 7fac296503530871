"""Records for tests: published, complete, and as small as they may be."""

import factory
import wagtail_factories

from wagtail.models import Locale

from initiatives.models import Action, Implementation, InitiativePage, RecommendationPage
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
from policytracker.home.models import TextPage
from policytracker.operations.content import site_tree

DIGITS_AS_LETTERS = str.maketrans("0123456789", "ABCDEFGHIJ")


def index(slug: str):
    """One of the pages that records lie below; the whole tree is made where it is not there."""
    return site_tree.ensure()[slug]


def source(**values) -> Source:
    return Source(
        **{"url": "https://example.org/gazette", "title": "Gazette", "publisher": "The state", "kind": "official"}
        | values
    )


class ProvisionGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProvisionGroup
        django_get_or_create = ("code",)

    code = "accountability"
    label = "Platform accountability"
    text = "Duties and limits"
    recommendation = 2


class ProvisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provision
        django_get_or_create = ("code",)

    code = factory.Sequence("provision-{}".format)
    group = factory.SubFactory(ProvisionGroupFactory)
    label = factory.LazyAttribute(lambda provision: provision.code.replace("-", " ").capitalize())
    definition = "What it means."
    question = "Is it there?"


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    slug = factory.Sequence("theme-{}".format)
    name = factory.LazyAttribute(lambda theme: theme.slug.replace("-", " ").capitalize())


class RecordFactory(wagtail_factories.PageFactory):
    class Meta:
        abstract = True

    slug = factory.LazyAttributeSequence(lambda page, number: f"{page.title.lower()[:40].replace(' ', '-')}-{number}")
    sources = factory.LazyFunction(lambda: [source()])

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        page = model_class(**kwargs)
        add_published(page, parent)
        return model_class.objects.get(pk=page.pk)


class TextPageFactory(RecordFactory):
    class Meta:
        model = TextPage

    parent = factory.LazyFunction(lambda: index("home"))
    title = factory.Sequence("Text {}".format)
    sources = factory.LazyFunction(list)


class JurisdictionFactory(RecordFactory):
    class Meta:
        model = JurisdictionPage

    parent = factory.LazyFunction(lambda: index("jurisdictions"))
    title = factory.Sequence("Place {}".format)
    # In letters alone: a code takes no more than three digits, and a whole run makes thousands of places.
    code = factory.Sequence(lambda number: "XX-" + str(number).translate(DIGITS_AS_LETTERS))
    sources = factory.LazyFunction(list)


class InstrumentFactory(RecordFactory):
    class Meta:
        model = InstrumentPage

    parent = factory.SubFactory(JurisdictionFactory)
    title = factory.Sequence("Law {}".format)
    kind = "statute"
    legal_force = "binding"
    status = "in-force"
    adopted = "2021-05"
    in_force = "2022-01-01"
    summary = "It sets rules."
    approach = "One regulator."


def provided(provision: Provision, text: str = "Platforms must do so.", **values) -> InstrumentProvision:
    return InstrumentProvision(provision=provision, text=text, **values)


class OrganisationFactory(RecordFactory):
    class Meta:
        model = OrganisationPage

    parent = factory.LazyFunction(lambda: index("organisations"))
    title = factory.Sequence("Company {}".format)
    stakeholder_group = "private-sector"
    description = "It runs platforms."
    sources = factory.LazyFunction(list)


def said(track: str, status: str, date: str = "2024-05-01", **values) -> StatusEvent:
    return StatusEvent(
        **{"track": track, "status": status, "date": date, "text": "It was said.", "source_url": "https://example.org/"}
        | values
    )


class CommitmentFactory(RecordFactory):
    class Meta:
        model = CommitmentPage

    parent = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence("Promise {}".format)
    kind = "policy"
    announced = "2024-02-16"
    summary = "It promised."
    measure = "It does what it promised."
    status_events = factory.LazyFunction(lambda: [said("reported", "announced", "2024-02-16")])


class ElectionFactory(RecordFactory):
    class Meta:
        model = ElectionPage

    parent = factory.SubFactory(JurisdictionFactory)
    title = factory.Sequence("Election {}".format)
    kinds = ["parliamentary"]
    date = "2024-10-13"


class RecommendationFactory(RecordFactory):
    class Meta:
        model = RecommendationPage

    parent = factory.LazyFunction(lambda: index("tracker"))
    title = factory.Sequence("Recommendation {}".format)
    number = factory.Sequence(lambda number: number + 1)
    slug = factory.LazyAttribute(lambda page: str(page.number))
    quote = "Do this."
    summary = "It asks for this."
    actions = factory.LazyAttribute(
        lambda page: [Action(code=f"R{page.number}.1", title="First", text="Do it.", indicator="How often it is done")]
    )


class InitiativeFactory(RecordFactory):
    class Meta:
        model = InitiativePage

    parent = factory.LazyFunction(lambda: index("initiatives"))
    title = factory.Sequence("Initiative {}".format)
    kind = "programme"
    status = "active"
    started = "2020"
    summary = "They do it."
    stakeholder_groups = ["civil-society"]


def implements(action: Action, relation: str = "implements", why: str = "It does just that.") -> Implementation:
    return Implementation(action=action, relation=relation, why=why)


def translated(page, title: str = "", is_live: bool = True):
    """The French version of a page, below that of its parent, which is made where it is not there yet."""
    french, _created = Locale.objects.get_or_create(language_code="fr")
    version = page.copy_for_translation(french, copy_parents=True)
    version.title = title or f"{page.title} en français"
    revision = version.save_revision()
    if is_live:
        revision.publish()
    return type(page).objects.get(pk=version.pk)
