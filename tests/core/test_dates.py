"""Dates are kept and compared as far as they are known."""

import copy
import datetime
import pickle

import pytest
from factories.records import ElectionFactory

from django.core.exceptions import ValidationError
from django.utils import translation

from policies.models import ElectionPage
from policytracker.core.dates import PartialDate, PartialDateField, begins_by, ends_from
from policytracker.core.templatetags.dates import date_in_words, partial_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_partial_date_spans_what_it_can_mean(text, earliest, latest):
    date = PartialDate(text)
    assert date.earliest.isoformat() == earliest
    assert date.latest.isoformat() == latest


@pytest.mark.parametrize("text", ["", "24", "2024-2", "2024-13", "2023-02-29", "2024-05-17T00", "२०२४", "0000"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(text)


def test_it_survives_copies_and_caches():
    date = PartialDate("2024-05")
    assert copy.deepcopy(date) == pickle.loads(pickle.dumps(date)) == date
    assert pickle.loads(pickle.dumps(date)).month == 5


def test_the_column_refuses_what_is_no_date():
    with pytest.raises(ValidationError):
        PartialDateField().to_python("yesterday")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "2024-05-17", "17 May 2024"),
        ("en", "2024-05", "May 2024"),
        ("en", "2024", "2024"),
        ("fr", "2024-05-17", "17 mai 2024"),
        ("en", "", ""),
    ],
)
def test_dates_are_written_in_full_in_the_readers_language(language, text, words):
    with translation.override(language):
        assert date_in_words(text) == words


def test_machines_read_the_precision():
    assert partial_date("2024-05") == '<time datetime="2024-05">May 2024</time>'


@pytest.mark.django_db
def test_filters_go_by_overlap():
    for date in ("2024", "2024-05", "2024-05-17", "2024-06", "2025"):
        ElectionFactory(title=date, date=date)
    day = datetime.date(2024, 5, 20)
    by = ElectionPage.objects.filter(begins_by("date", day)).order_by("date")
    assert [page.title for page in by] == ["2024", "2024-05", "2024-05-17"]
    after = ElectionPage.objects.filter(ends_from("date", day)).order_by("date")
    assert [page.title for page in after] == ["2024", "2024-05", "2024-06", "2025"]
