"""Editors see which sources cannot be reached, and go to the record from there."""

import datetime

import pytest
from factories.records import CommitmentFactory, InstrumentFactory, said, source

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import GroupPagePermission

from policytracker.core.models import LinkCheck

NOW = datetime.datetime(2026, 11, 5, 9, tzinfo=datetime.UTC)
REPORT = "/admin/reports/sources/"


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org", "word"))
    return client


def checked(url, outcome):
    check = LinkCheck(url=url)
    check.record(outcome, None, "", NOW)
    check.save()


def test_the_report_leads_to_the_records_that_name_a_dead_address(editor):
    law = InstrumentFactory(title="Law on Information", sources=[source(url="https://example.org/gone")])
    promise = CommitmentFactory(
        title="Label AI content", status_events=[said("reported", "fulfilled", source_url="https://example.org/gone")]
    )
    checked("https://example.org/gone", "gone")
    checked("https://example.org/there", "reached")
    html = editor.get(REPORT).text
    for page in (law, promise):
        assert page.title in html
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert "No longer there" in html
    assert "https://example.org/there" not in html
    assert "https://example.org/there" in editor.get(f"{REPORT}?outcome=reached").text


def test_the_report_is_in_the_menu_and_can_be_taken_away(editor):
    checked("https://example.org/gone", "gone")
    assert REPORT in editor.get("/admin/").text
    response = editor.get(f"{REPORT}?export=csv")
    assert b"https://example.org/gone" in b"".join(response.streaming_content)


def test_more_dead_addresses_need_no_more_queries(editor):
    def queries():
        editor.get(REPORT)
        with CaptureQueriesContext(connection) as captured:
            editor.get(REPORT)
        return len(captured)

    InstrumentFactory(sources=[source(url="https://example.org/0")])
    checked("https://example.org/0", "gone")
    few = queries()
    for number in range(1, 4):
        InstrumentFactory(sources=[source(url=f"https://example.org/{number}")])
        checked(f"https://example.org/{number}", "gone")
    assert queries() == few


def test_a_focal_point_of_one_country_sees_it(client, db):
    group = Group.objects.create(name="Focal point")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    place = InstrumentFactory(title="Law on Information", sources=[source(url="https://example.org/gone")]).get_parent()
    GroupPagePermission.objects.create(
        group=group, page=place, permission=Permission.objects.get(codename="change_page")
    )
    user = get_user_model().objects.create_user("focal", "focal@example.org", "word")
    user.groups.add(group)
    client.force_login(user)
    checked("https://example.org/gone", "gone")
    assert "Law on Information" in client.get(REPORT).text


def test_who_edits_nothing_sees_no_report(client, db):
    client.force_login(get_user_model().objects.create_user("reader", "reader@example.org", "word"))
    assert client.get(REPORT).status_code == 302
