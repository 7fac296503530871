"""An editor can open, preview, change, publish, unpublish and delete every kind of record by hand."""

import pytest
from admin.editing import edit, form_of
from bs4 import BeautifulSoup

from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from policies.models import InstrumentPage
from search.models import Entry

pytestmark = pytest.mark.django_db
KINDS = ["lithuania", "instrument", "election", "organisation", "commitment", "recommendation", "initiative"]
STREAMS = {"instrument": "details", "initiative": "details"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_changed_and_published_and_the_search_follows(admin, records, kind):
    page = getattr(records, kind)
    response = edit(admin, page, stream=STREAMS.get(kind), title="Changed by hand")
    assert response.status_code == 302, BeautifulSoup(response.text, "html.parser").select(".w-field__errors")
    page.refresh_from_db()
    assert page.title == "Changed by hand"
    assert Entry.objects.present().get(page_id=page.pk).title == "Changed by hand"
    assert "Changed by hand" in admin.get(page.url).text


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_can_be_previewed(admin, records, kind):
    page = getattr(records, kind)
    opened = admin.get(f"/admin/pages/{page.pk}/edit/")
    data = form_of(opened.text) | {"title": ["As it would be"]}
    if kind in STREAMS:
        data |= {f"{STREAMS[kind]}-count": ["0"]}
    assert admin.post(f"/admin/pages/{page.pk}/edit/preview/", data).json()["is_valid"]
    preview = admin.get(f"/admin/pages/{page.pk}/edit/preview/?mode=")
    assert preview.status_code == 200
    assert "As it would be" in preview.text


def test_what_readers_ask_is_written_a_line_each(admin, records):
    page, typed = records.instrument, "who marks fakes?\n\n  marks on fakes "
    assert edit(admin, page, stream=STREAMS["instrument"], asked_as=typed).status_code == 302
    page.refresh_from_db()
    assert page.asked_as == ["who marks fakes?", "marks on fakes"]
    assert "marks on fakes" in admin.get(page.url).text


@pytest.mark.parametrize("slug", ["home", "jurisdictions", "organisations", "initiatives", "elections", "tracker"])
def test_the_lists_and_the_home_page_can_be_previewed(admin, records, slug):
    page = Page.objects.get(slug=slug).specific
    data = form_of(admin.get(f"/admin/pages/{page.pk}/edit/").text)
    if "introduction" in data and slug != "home":
        data["introduction"] = [rich_text("<p>Words.</p>")]
    assert admin.post(f"/admin/pages/{page.pk}/edit/preview/", data).json()["is_valid"]
    assert admin.get(f"/admin/pages/{page.pk}/edit/preview/?mode=").status_code == 200


def new_law(**changes) -> dict:
    return nested_form_data(
        {
            "title": "Act on Labels",
            "slug": "act-on-labels",
            "kind": "statute",
            "legal_force": "binding",
            "status": "in-force",
            "adopted": "2025",
            "in_force": "2026-03",
            "summary": "It asks for labels.",
            "approach": "Labels first.",
            "applies_to": ["media"],
            "verification": "read",
            "details": streamfield([]),
            "provisions": inline_formset([{"provision": "", "text": ""}][:0]),
            "events": inline_formset([]),
            "sources": inline_formset(
                [{"title": "Gazette", "url": "https://example.org/", "publisher": "State", "kind": "official"}]
            ),
            "action-publish": "1",
        }
        | changes
    )


def test_a_law_is_made_from_nothing(admin, records, vocabulary):
    provisions = inline_formset([{"provision": vocabulary.labelling.pk, "text": "Labels.", "reference": "Art. 1"}])
    address = f"/admin/pages/add/policies/instrumentpage/{records.lithuania.pk}/"
    assert admin.get(address).status_code == 200
    response = admin.post(address, new_law(provisions=provisions))
    assert response.status_code == 302
    law = InstrumentPage.objects.get(title="Act on Labels")
    assert (law.record_id, law.live, law.in_force) == ("act-on-labels", True, "2026-03")
    assert Entry.objects.present().filter(record_id="act-on-labels", facets__value="ai-labelling").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"in_force": "2024"}, "This lies before the date in"),
        ({"adopted": "last year"}, "is not a date: write 2024, 2024-05 or 2024-05-17"),
        ({"sources": inline_formset([])}, "Please submit at least 1"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_published(admin, records, changes, message):
    address = f"/admin/pages/add/policies/instrumentpage/{records.lithuania.pk}/"
    response = admin.post(address, new_law(**changes))
    assert response.status_code == 200
    assert message in response.text
    assert not InstrumentPage.objects.filter(title="Act on Labels").exists()


def test_a_half_done_draft_can_be_kept(admin, records):
    address = f"/admin/pages/add/policies/instrumentpage/{records.lithuania.pk}/"
    data = new_law(summary="", approach="", kind="", sources=inline_formset([]))
    del data["action-publish"]
    assert admin.post(address, data).status_code == 302
    assert not InstrumentPage.objects.get(title="Act on Labels").live


def test_a_copy_gets_an_id_of_its_own(admin, records):
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": records.lithuania.pk, "publish_copies": "on"}
    assert admin.post(f"/admin/pages/{records.instrument.pk}/copy/", data).status_code == 302
    copy = InstrumentPage.objects.get(slug="copy")
    assert copy.record_id
    assert copy.record_id != records.instrument.record_id


def test_listings_and_vocabulary_open(admin, records):
    menu = BeautifulSoup(admin.get("/admin/").text, "html.parser")
    assert menu.title
    for address in ("/admin/snippets/", "/admin/reports/site-history/"):
        assert admin.get(address).status_code in (200, 302)
    for model in ("provision", "provisiongroup", "theme"):
        assert admin.get(f"/admin/snippets/policies/{model}/").status_code == 200


def test_a_provision_in_use_is_not_deleted_by_accident(admin, records, vocabulary):
    address = f"/admin/snippets/policies/provision/delete/{vocabulary.labelling.pk}/"
    response = admin.get(address)
    assert response.status_code in (200, 302)
    admin.post(address)
    vocabulary.labelling.refresh_from_db()
