"""What briefings are made of, without a database."""

import dataclasses
import json
from datetime import date
from types import SimpleNamespace

import pytest

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import (
    BriefingContents,
    Event,
    Fact,
    Facts,
    Mark,
    Passage,
    Promise,
    Promises,
    Prose,
    Reference,
    Row,
    Said,
    Section,
    Table,
    Timeline,
)
from initiatives.briefings.past import of_day
from policies.since import Changes
from policytracker.core.as_of import AsOf


def record(*urls):
    """A record with sources."""
    sources = [
        SimpleNamespace(
            url=url, title=f"On {url}", publisher="Gazette", get_kind_display=lambda: "Official", read_on=None
        )
        for url in urls
    ]
    return SimpleNamespace(sources=SimpleNamespace(all=lambda: sources))


def test_sources_are_numbered_in_the_order_in_which_they_are_cited_and_each_once():
    bibliography = Bibliography()
    assert bibliography.cite("https://b.example/", "https://a.example/") == (1, 2)
    assert bibliography.cite_record(record("https://a.example/", "https://c.example/")) == (2, 3)
    assert [source.number for source in bibliography.references()] == [1, 2, 3]


def test_an_address_without_a_record_stands_for_itself():
    bibliography = Bibliography()
    bibliography.cite("https://b.example/")
    assert bibliography.references() == (Reference(1, "https://b.example/", "https://b.example/"),)


def test_an_address_that_a_record_knows_has_its_title_even_when_cited_first():
    bibliography = Bibliography()
    bibliography.cite("https://a.example/")
    bibliography.learn(record("https://a.example/"))
    assert bibliography.references()[0].title == "On https://a.example/"


def test_an_event_without_a_source_cites_nothing():
    assert Bibliography().cite("") == ()


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("fa-IR", "rtl"), ("pt", "ltr"), ("zh-Hant", "ltr"), ("", "auto")]
)
def test_a_title_is_set_in_the_direction_of_its_language(language, direction):
    assert Passage("…", language=language).direction == direction


def said(status):
    return Said(Mark("commitment", status, status), "2025-03", "They say so.")


@pytest.mark.parametrize(
    ("reported", "assessed", "differs"),
    [
        (said("fulfilled"), said("withdrawn"), True),
        (said("fulfilled"), said("fulfilled"), False),
        (said("fulfilled"), None, False),
        (None, None, False),
    ],
)
def test_two_statuses_differ_only_where_both_are_on_record(reported, assessed, differs):
    assert Promise(Passage("Library"), reported, assessed).differs is differs


def test_contents_are_plain_values_that_can_be_written_as_json():
    blocks = (
        Prose(("A paragraph.",), sources=(1,)),
        Facts((Fact("Status", (Passage(marks=(Mark("instrument", "in-force", "In force"),)),)),)),
        Table("Answers", ("Question", "Answer"), (Row(Passage("Risks"), ((Passage("Yes"),),)),)),
        Promises("Promises", (Promise(Passage("Library"), said("fulfilled"), None),)),
        Timeline("History", (Event("2024-05", "It was adopted."),)),
    )
    contents = BriefingContents(
        kind="Instrument",
        title="Act",
        address="https://example.org/id/act",
        file_name="act",
        data_date="2026-05-03",
        summary="In a sentence.",
        sections=(Section("All", blocks, (Section("Part", blocks),)),),
        sources=(Reference(1, "Gazette", "https://example.org/a"),),
    )
    written = json.loads(json.dumps(dataclasses.asdict(contents)))
    assert [block["kind"] for block in written["sections"][0]["blocks"]] == [
        "prose", "facts", "table", "promises", "timeline",
    ]  # fmt: skip


def test_the_cover_says_of_which_past_day_a_briefing_speaks():
    today = BriefingContents("Instrument", "Act", "https://x.org/act", "act", "2026-11-30", "", (), ())
    then = of_day(today, AsOf(date(2023, 6, 6), date(2026, 11, 30)), Changes())
    assert [(fact.label, fact.values[0].date) for fact in then.facts] == [("As it was on", "2023-06-06")]
    assert of_day(today, AsOf(date(2026, 11, 30), date(2026, 11, 30)), Changes()) is today
