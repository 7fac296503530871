"""The forms in which editors write records."""

import pytest

from django.urls import reverse

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
