"""The forms in which editors write records."""

import re

import pytest
from admin.editing import edit
from bs4 import BeautifulSoup
from factories.records import translated

from django.urls import reverse

from policies.models import Provision, ProvisionGroup

KINDS = {
    "jurisdiction": ("policies", "jurisdictionpage", "jurisdictions"),
    "organisation": ("policies", "organisationpage", "organisations"),
    "initiative": ("initiatives", "initiativepage", "initiatives"),
    "recommendation": ("initiatives", "recommendationpage", "tracker"),
}
BELOW = {
    "instrument": ("policies", "instrumentpage", "lithuania"),
    "election": ("policies", "electionpage", "lithuania"),
    "commitment": ("policies", "commitmentpage", "organisation"),
}


@pytest.mark.parametrize("kind", [*KINDS, *BELOW])
def test_the_form_for_a_new_record_opens(admin, site_tree, records, kind):
    app, model, parent = (KINDS | BELOW)[kind]
    parent = getattr(site_tree if kind in KINDS else records, parent)
    response = admin.get(reverse("wagtailadmin_pages:add", args=[app, model, parent.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize(
    "kind", ["lithuania", "organisation", "instrument", "election", "commitment", "recommendation", "initiative"]
)
def test_the_form_of_a_record_opens(admin, records, kind):
    response = admin.get(reverse("wagtailadmin_pages:edit", args=[getattr(records, kind).pk]))
    assert response.status_code == 200


def test_all_provisions_can_be_chosen_from_one_page(admin, records):
    group = ProvisionGroup.objects.first()
    for number in range(40):
        Provision.objects.create(code=f"further-{number}", label=f"Further {number}", group=group)
    shown = admin.get(reverse("wagtailsnippetchoosers_policies_provision:choose")).json()["html"]
    assert all(f"Further {number}<" in re.sub(r"\s+<", "<", shown) for number in range(40))


def test_the_title_of_a_recommendation_fills_no_field_that_is_not_there(admin, site_tree):
    form = admin.get(
        reverse("wagtailadmin_pages:add", args=["initiatives", "recommendationpage", site_tree.tracker.pk])
    )
    title = BeautifulSoup(form.text, "html.parser").select_one("#id_title")
    assert "w-sync" not in title.get("data-controller", "")


def test_no_two_columns_of_a_listing_have_the_same_name(admin, records):
    listing = BeautifulSoup(admin.get(reverse("instruments:index")).text, "html.parser")
    names = [heading.get_text(" ", strip=True) for heading in listing.select("table.listing th")]
    assert len(names) == len(set(names)), names


def test_an_initiative_is_not_tied_to_an_action_in_two_languages(admin, records):
    action = records.recommendation.actions.first()
    french = translated(records.recommendation).actions.get(code=action.code)
    rows = [
        {"action": tied.pk, "relation": "implements", "why": "It does.", "ORDER": number, "id": ""}
        for number, tied in enumerate((action, french))
    ]
    typed = {
        f"implementations-{number}-{field}": str(value)
        for number, row in enumerate(rows)
        for field, value in row.items()
    }
    answer = edit(admin, records.initiative, stream="details", **typed, **{"implementations-TOTAL_FORMS": "2"})
    assert "This stands in another row already" in answer.text
    assert not records.initiative.implementations.exists()
