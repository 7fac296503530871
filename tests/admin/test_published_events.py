"""What was published of a history stays: it is neither changed nor taken away, by a form, a version or the data."""

import pytest
from admin.editing import edit, form_of
from bs4 import BeautifulSoup

from wagtail.models import Locale

from initiatives.models import Implementation
from policies.models import CommitmentPage, StatusEvent

pytestmark = pytest.mark.django_db

NEW = {"track": "assessed", "status": "fulfilled", "date": "2025-01", "text": "It is there.", "by": "The Observatory"}


def rows(*more: dict, kept: int = 1) -> dict:
    """The fields of the history in a form, with rows added behind those that are there."""
    fields = {"status_events-TOTAL_FORMS": str(kept + len(more))}
    for number, row in enumerate(more, start=kept):
        fields |= {f"status_events-{number}-{name}": value for name, value in row.items()}
        fields |= {f"status_events-{number}-ORDER": str(number + 1), f"status_events-{number}-id": ""}
    return fields


def errors(response) -> str:
    page = BeautifulSoup(response.text, "html.parser")
    return " ".join(
        node.get_text(" ", strip=True) for node in page.select(".error-message, .messages, .w-field__errors")
    )


def history(page) -> list[tuple[str, str]]:
    return list(page.status_events.order_by("sort_order").values_list("status", "text"))


def test_a_new_event_supersedes(admin, records):
    response = edit(admin, records.commitment, **rows(NEW | {"source_url": "https://example.org/"}))
    assert response.status_code == 302, errors(response)
    assert history(records.commitment) == [("announced", "Announced."), ("fulfilled", "It is there.")]


@pytest.mark.parametrize("field", ["text", "status", "date", "track", "by", "source_url"])
def test_a_published_event_is_not_changed(admin, records, field):
    other = {"text": "Other.", "status": "fulfilled", "date": "2024-03", "track": "assessed", "by": "Somebody"}
    value = other.get(field, "https://example.org/other")
    response = edit(admin, records.commitment, **{f"status_events-0-{field}": value})
    assert response.status_code == 200
    assert "This was published and stays as it was." in response.text
    assert history(records.commitment) == [("announced", "Announced.")]


def test_a_published_event_is_not_deleted(admin, records):
    new = NEW | {"source_url": "https://example.org/"}
    response = edit(admin, records.commitment, **rows(new), **{"status_events-0-DELETE": "on"})
    assert response.status_code == 200
    assert "was published: it stays." in response.text
    assert history(records.commitment) == [("announced", "Announced.")]


def test_an_event_of_a_draft_is_still_the_editors_own(admin, records):
    draft = CommitmentPage(title="Draft", kind="policy", announced="2024", summary="It will.", measure="It is there.")
    draft.status_events.add(StatusEvent(track="reported", status="announced", date="2024-02", text="Typo."))
    draft.live = False
    records.organisation.add_child(instance=draft)
    opened = admin.get(f"/admin/pages/{draft.pk}/edit/")
    response = admin.post(f"/admin/pages/{draft.pk}/edit/", form_of(opened.text) | {"status_events-0-text": ["Right."]})
    assert response.status_code == 302
    assert "Right." in admin.get(f"/admin/pages/{draft.pk}/edit/").text


def test_an_event_can_correct_a_published_one_which_stays_struck_out(admin, records):
    wrong = records.commitment.status_events.get()
    new = NEW | {"track": "reported", "corrects": wrong.event_id}
    response = edit(admin, records.commitment, **rows(new))
    assert response.status_code == 302, errors(response)
    page = BeautifulSoup(admin.get(records.commitment.url).text, "html.parser")
    struck = page.select_one(f"#event-{wrong.event_id}")
    assert struck.s.get_text(strip=True) == "Announced"
    assert "no longer counted" in struck.text
    correction = records.commitment.status_events.exclude(pk=wrong.pk).get()
    assert struck.select_one(f'a[href="#event-{correction.event_id}"]')
    assert "Announced" not in page.select_one('[aria-labelledby="reported"]').text


def test_what_is_corrected_must_be_an_event_of_this_record(admin, records):
    response = edit(admin, records.commitment, **rows(NEW | {"track": "reported", "corrects": "somewhere-else"}))
    assert response.status_code == 200
    assert "Select a valid choice" in response.text


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"status": "no-evidence"}, "Write the day on which somebody searched."),
        ({"status": "fulfilled"}, "An assessment needs the source that it rests on."),
        ({"status": "no-evidence", "track": "reported", "searched_on": "2026-01-01"}, "it belongs to “assessed”"),
        ({"status": "unverifiable", "track": "reported"}, "it belongs to “assessed”"),
        ({"status": "unverifiable", "text": ""}, "This field is required."),
    ],
)
def test_a_result_says_what_it_needs(admin, records, row, message):
    response = edit(admin, records.commitment, **rows(NEW | row))
    assert response.status_code == 200
    assert message in response.text


def test_no_evidence_found_is_a_result_with_the_day_of_the_search(admin, records):
    row = {"status": "no-evidence", "searched_on": "2026-05-03", "text": "Its site and two archives were searched."}
    response = edit(admin, records.commitment, **rows(NEW | row))
    assert response.status_code == 302, errors(response)
    page = admin.get(records.commitment.url).text
    assert "No evidence found" in page
    assert "searched on 3 May 2026" in page
    assert "a search on 3 May 2026 found no evidence of it" in page


def test_an_older_version_that_is_published_later_loses_no_event(records):
    older = records.commitment.save_revision()
    page = CommitmentPage.objects.get(pk=records.commitment.pk)
    page.status_events.add(StatusEvent(**NEW, source_url="https://example.org/"))
    page.save_revision().publish()
    older.publish()
    assert [status for status, _ in history(page)] == ["announced", "fulfilled"]


def test_a_version_with_another_wording_changes_nothing_that_was_published(records):
    page = CommitmentPage.objects.get(pk=records.commitment.pk)
    event = page.status_events.get()
    event.text = "Never said."
    page.status_events = [event]
    page.save_revision().publish()
    assert history(page) == [("announced", "Announced.")]


def test_copies_aliases_and_translations_have_the_history_once(records):
    page = records.commitment
    correction = StatusEvent(**NEW, corrects=page.status_events.get().event_id)
    page.status_events.add(correction)
    page.save_revision().publish()
    page = CommitmentPage.objects.get(pk=page.pk)
    alias = page.create_alias(update_slug="alias")
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"})
    french = page.copy_for_translation(Locale.objects.create(language_code="fr"), copy_parents=True)
    CommitmentPage.objects.get(pk=page.pk).save_revision().publish()
    for other in (alias, copy, french):
        other = CommitmentPage.objects.get(pk=other.pk)
        corrected = {event.event_id: event.corrects for event in other.status_events.all()}
        assert len(corrected) == 2
        assert next(filter(None, corrected.values())) in corrected


def test_an_implementation_has_both_tracks(admin, records):
    action = records.recommendation.actions.get()
    records.initiative.implementations.add(Implementation(action=action, relation="implements", why="They do it."))
    records.initiative.save_revision().publish()
    assert "Nobody has reported or assessed yet how this stands." in admin.get(records.initiative.url).text
    new = NEW | {"action": str(action.pk), "source_url": "https://example.org/"}
    response = edit(admin, records.initiative, stream="details", **rows(new, kept=0))
    assert response.status_code == 302, errors(response)
    page = admin.get(records.initiative.url).text
    assert "They have said nothing that is on record." in page
    assert "The Observatory" in page


def test_what_is_said_is_said_of_an_action_on_which_the_initiative_bears(admin, records):
    new = NEW | {"action": str(records.recommendation.actions.get().pk), "source_url": "https://example.org/"}
    response = edit(admin, records.initiative, stream="details", **rows(new, kept=0))
    assert response.status_code == 200
    assert "The initiative does not bear on this action." in response.text
