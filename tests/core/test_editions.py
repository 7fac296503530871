"""What is computed of all records is kept until any of them changes, whichever way, and not a moment longer."""

import datetime
from contextlib import suppress

import pytest
from factories.records import (
    CommitmentFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    provided,
)

from django.db import transaction
from django.utils import timezone, translation

from wagtail.models import Locale, Page, PageViewRestriction

from policytracker.core.editions import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles():
    """A kept function of all pages; `made` says how often it was computed."""

    @kept
    def compute(of: str = "title") -> tuple[str, ...]:
        compute.made += 1
        return tuple(Page.objects.order_by("pk").values_list(of, flat=True))

    compute.made = 0
    return compute


@pytest.fixture
def law():
    place = JurisdictionFactory(title="Lithuania", code="LT")
    return InstrumentFactory(
        parent=place, title="Law on Information", provisions=[provided(ProvisionFactory(code="labels"))]
    )


def test_it_is_computed_once(titles, law):
    assert titles() is titles()
    assert "Law on Information" in titles()
    assert titles.made == 1


def test_it_is_computed_for_each_of_what_it_is_asked(titles, law, monkeypatch):
    titles()
    assert titles("slug") != titles()
    with translation.override("fr"):
        titles()
    assert titles.made == 3
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    titles()
    assert titles.made == 4


def rename(law):
    law.title = "Law with another name"
    law.save()


def change_a_row(law):
    row = law.provisions.get()
    row.text = "Only on Sundays."
    law.provisions = [row]
    law.save_revision().publish()


def move(law):
    law.move(JurisdictionFactory(title="Brazil", code="BR"), pos="last-child")


def restrict(law):
    PageViewRestriction.objects.create(page=law.get_parent(), restriction_type="login")


def rename_a_provision(law):
    provision = law.provisions.get().provision
    provision.label = "Labels on what a machine made"
    provision.save()


def rename_a_group(law):
    group = law.provisions.get().provision.group
    group.label = "What platforms owe"
    group.save()


@pytest.mark.parametrize(
    "change",
    [
        rename,
        change_a_row,
        move,
        restrict,
        rename_a_provision,
        lambda law: law.unpublish(),
        lambda law: law.delete(),
        lambda law: law.get_parent().delete(),
        rename_a_group,
        lambda law: Locale.objects.create(language_code="fr"),
        lambda law: CommitmentFactory(parent=OrganisationFactory()),
    ],
    ids=[
        "renamed",
        "row",
        "moved",
        "restricted",
        "word",
        "unpublished",
        "deleted",
        "branch",
        "group",
        "language",
        "new",
    ],
)
def test_a_change_makes_it_anew(titles, law, change):
    titles()
    change(law)
    titles()
    assert titles.made == 2


def test_what_was_taken_back_is_not_kept(titles, law):
    before = titles()
    with suppress(ZeroDivisionError), transaction.atomic():
        rename(law)
        assert "Law with another name" in titles()
        raise ZeroDivisionError
    assert titles() == before
