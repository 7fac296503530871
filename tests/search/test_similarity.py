"""What makes records comparable, in which order and for which reasons. Needs no database."""

from itertools import count

import pytest

from search.likeness import Frequencies
from search.models import Entry
from search.similarity import rank

numbers = count(1)

# Of a hundred records many have fines, few have labels.
KNOWN = Frequencies(100, {("provision", "fines"): 60, ("provision", "labels"): 5, ("provision", "archive"): 5})


def law(place: str, *provisions: str, text: str = "", addressees=("media",), **values) -> Entry:
    number = next(numbers)
    text = text or f"x{number}wording"
    facets = {"force": "binding", "status": "in-force", "type": "statute"} | values
    return Entry(
        page_id=number,
        record_id=f"{place.lower()}-{number}",
        kind="instrument",
        title=f"Act {number}",
        date="2020",
        values={
            "jurisdiction": [place],
            "provision": list(provisions),
            "addressee": list(addressees),
            **{facet: [value] for facet, value in facets.items()},
        },
        payload={
            "jurisdiction": {"code": place, "name": place},
            "approach": text,
            "provisions": [{"code": code, "label": code.capitalize(), "text": ""} for code in provisions],
        },
    )


def places(own: Entry, *others: Entry, **options) -> list[str]:
    return [found.entry.values["jurisdiction"][0] for found in rank(own, others, KNOWN, **options)]


def reasons(own: Entry, other: Entry) -> list[str]:
    (found,) = rank(own, [other], KNOWN)
    return found.reasons


def test_the_more_of_what_two_provide_is_the_same_the_more_comparable_they_are():
    own = law("AA", "labels", "archive", "fines")
    same, some, more = law("BB", "labels", "archive", "fines"), law("CC", "labels"), law("DD", "labels", "archive")
    assert places(own, same, some, more) == ["BB", "DD", "CC"]


def test_a_rare_provision_tells_more_than_a_common_one():
    assert places(law("AA", "labels", "fines"), law("BB", "labels"), law("CC", "fines")) == ["BB", "CC"]


@pytest.mark.parametrize(
    "difference",
    [{"force": "voluntary"}, {"addressees": ["public"]}, {"type": "guideline"}, {"text": "Nothing about harbours"}],
)
def test_force_addressees_type_and_text_decide_between_equals(difference):
    alike = {"text": "Lighthouses guide ships into harbours"}
    own, same, different = (
        law(place, "labels", **alike | options) for place, options in (("AA", {}), ("BB", {}), ("CC", difference))
    )
    assert places(own, different, same) == ["BB", "CC"]


@pytest.mark.parametrize("status", ["struck-down", "repealed", "expired", "withdrawn", "suspended", "proposed"])
def test_what_is_not_in_use_is_there_but_lower(status):
    own = law("AA", "labels", "archive")
    assert places(own, law("BB", "labels", "archive"), law("CC", "labels", "archive", status=status)) == ["BB", "CC"]


def test_what_ended_is_lower_than_what_is_to_come():
    own = law("AA", "labels")
    assert places(own, law("BB", "labels", status="proposed"), law("CC", "labels", status="repealed")) == ["BB", "CC"]


def test_each_jurisdiction_is_there_with_its_best_and_the_own_is_not():
    own = law("AA", "labels", "archive")
    best, second = law("BB", "labels", "archive"), law("BB", "labels")
    found = rank(own, [second, law("AA", "labels", "archive"), best, law("CC", "labels")], KNOWN)
    assert [other.entry for other in found][:1] == [best]
    assert [other.entry.values["jurisdiction"] for other in found] == [["BB"], ["CC"]]


def test_no_more_are_given_than_are_asked_for():
    assert len(places(law("AA", "labels"), *(law(f"B{number}", "labels") for number in range(9)), most=3)) == 3


def test_what_has_neither_a_provision_nor_its_words_in_common_is_not_comparable():
    assert places(law("AA", "labels"), law("BB", "archive")) == []
    assert places(law("AA", "labels", text="Lighthouses guide"), law("BB", text="Lighthouses guided")) == ["BB"]


def test_other_kinds_and_the_record_itself_are_left_out():
    own, other = law("AA", "labels"), law("BB", "labels")
    other.kind = "initiative"
    assert places(own, own, other) == []


def test_scores_are_between_nothing_and_one():
    own = law("AA", "labels", "archive", text="Lighthouses guide ships", theme="navigation")
    (found,) = rank(own, [law("BB", "labels", "archive", text="Lighthouses guide ships", theme="navigation")], KNOWN)
    assert found.score == 1.0


def test_equals_come_in_the_same_order_whatever_the_order_of_the_candidates():
    own, one, other = law("AA", "labels"), law("BB", "labels"), law("CC", "labels")
    assert places(own, one, other) == places(own, other, one)


def test_reasons_are_sentences_the_rarest_provision_first():
    own = law("AA", "fines", "labels", addressees=["public", "online-platforms", "media"])
    other = law("BB", "fines", "labels", addressees=["media", "public", "online-platforms"])
    assert reasons(own, other) == [
        "Both provide for: labels; fines.",
        "Both are binding.",
        "Both address online platforms, media and the public.",
    ]


def test_reasons_name_only_what_is_the_same():
    own, other = law("AA", "labels"), law("BB", "labels", addressees=["public"], force="voluntary")
    assert reasons(own, other) == ["Both provide for: labels."]


def test_abbreviations_keep_their_capitals():
    own, other = law("AA", "labels"), law("BB", "labels")
    for entry in (own, other):
        entry.payload["provisions"][0]["label"] = "AI labelling"
    assert reasons(own, other)[0] == "Both provide for: AI labelling."


def test_what_is_struck_down_is_not_called_binding():
    own, other = law("AA", "labels"), law("BB", "labels", status="struck-down")
    assert "Both are binding, or were meant to be." in reasons(own, other)
    assert "Both are binding, or were meant to be." in reasons(other, own)


def test_an_uncommon_type_is_a_reason():
    own, other = (law(place, "labels", type="court-decision") for place in ("AA", "BB"))
    assert "Type of both: court decision." in reasons(own, other)


def test_the_words_that_make_texts_alike_are_named():
    text = "Lighthouses guide ships. Lighthouses and ships need harbours, and harbours pay for lighthouses of {}land."
    others = [law(f"C{number}", "labels") for number in range(20)]
    own, other = law("AA", "labels", text=text.format("Aa")), law("BB", "labels", text=text.format("Bb"))
    best = rank(own, [*others, other], KNOWN)[0]
    assert best.entry == other
    assert best.reasons[-1] == "Both speak of: lighthouses, harbours, ships."


def test_alike_without_a_provision_still_has_a_reason():
    assert reasons(law("AA", text="Lighthouses guide"), law("BB", text="Lighthouses guided"))[-1] == (
        "Both are described in much the same words."
    )


def test_values_and_texts_may_be_missing():
    bare = Entry(page_id=1, record_id="bare", kind="instrument", title="", date="", values={}, payload={})
    assert rank(bare, [law("BB", "labels")], Frequencies()) == []
    assert rank(law("AA", "labels"), [bare], Frequencies()) == []
