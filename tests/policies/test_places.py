"""Places have names in every language, and the regions of UN M49."""

import json
from datetime import date

import pytest

from policies import places


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [("LT", "en", "Lithuania"), ("LT", "fr", "Lituanie"), ("BR", "ar", "البرازيل"), ("EU", "en", "European Union")],
)
def test_names(code, language, name):
    assert places.name(code, language) == name


@pytest.mark.parametrize(("code", "language"), [("QQ", "en"), ("US-CA", "en"), ("LT", "qqq"), ("", "en")])
def test_what_is_not_known_has_no_name(code, language):
    assert places.name(code, language) == ""


@pytest.mark.parametrize(
    ("code", "regions"),
    [
        ("LT", ("150", "154")),
        ("US-CA", ("019", "021")),
        ("CY", ("142", "145")),
        ("GB", ("150", "154")),
        ("AU-UNION", ("002",)),
        ("AU-SA", ("009", "053")),
        ("GLOBAL", ("001",)),
        ("QQ", ()),
    ],
)
def test_regions(code, regions):
    assert places.regions(code) == regions
    assert places.region(code) == (regions[0] if regions else "")


def test_every_region_has_a_name_and_no_country_lies_in_two():
    m49 = json.loads((places.DATA / "m49.json").read_text())
    countries = [country for subregions in m49.values() for row in subregions.values() for country in row.split()]
    assert len(countries) == len(set(countries)) > 240
    for region, subregions in m49.items():
        assert all(places.region_name(code, "en") for code in (region, *subregions))


@pytest.mark.parametrize(
    ("code", "day", "bodies"),
    [
        ("LT", "2024-10-13", ("EU", "COE", "OSCE")),
        ("US-CA", "2024-11-05", ("OSCE", "OAS")),
        ("RU", "2022-03-16", ("COE", "OSCE")),
        ("RU", "2024-03-15", ("OSCE",)),
        ("NI", "2021-11-07", ("OAS",)),
        ("NI", "2026-11-01", ()),
        ("TL", "2024-01-01", ()),
        ("TL", "2026-01-01", ("ASEAN",)),
        ("EU", "2024-06-06", ()),
        ("TW", "2024-01-13", ()),
    ],
)
def test_a_country_belongs_to_bodies_of_states_on_a_day(code, day, bodies):
    assert places.bodies_of(code, date.fromisoformat(day)) == bodies


def test_members_of_bodies_are_countries_and_the_bodies_are_known():
    memberships = json.loads((places.DATA / "memberships.json").read_text())
    sizes = {body: len(row["members"].split()) for body, row in memberships.items()}
    assert sizes == {"EU": 27, "COE": 46, "OSCE": 57, "AU-UNION": 55, "ASEAN": 11, "OAS": 34, "COMMONWEALTH": 56}
    named = {
        country for row in memberships.values() for country in (*row["members"].split(), *row["since"], *row["until"])
    }
    assert sorted(code for code in named if not places.is_known(code)) == []
    assert all(places.is_known(body) for body in memberships)
