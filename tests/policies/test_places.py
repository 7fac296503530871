"""Places have names in every language, and the regions of UN M49."""

import json

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
