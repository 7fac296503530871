"""Places: their names in the reader's language and their UN M49 regions. Pure: codes in, codes and words out.

Countries and regions are named by the Unicode CLDR, by way of babel. `data/m49.json` holds the United Nations'
geographic regions (statistical standard M49: region, subregion, ISO 3166-1 codes), with Taiwan and Kosovo, which the
standard does not list, beside their neighbours. `data/bodies.json` holds the bodies that states form,
`data/demonyms.json` what people call the things of a place. `data/memberships.json` has the countries that belong to a
body now, since when where that is recent, and until when those did that have left.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from policies.choices import JurisdictionKind

DATA = Path(__file__).parent / "data"
WORLD = "001"
# The code of what is meant for all jurisdictions.
WORLDWIDE = "GLOBAL"
# In the order of the standard.
REGIONS = ("002", "019", "142", "150", "009")


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return {}


@cache
def _bodies() -> dict[str, dict]:
    return json.loads((DATA / "bodies.json").read_text())


@cache
def _demonyms() -> dict[str, list[str]]:
    return json.loads((DATA / "demonyms.json").read_text())


@cache
def _memberships() -> dict[str, dict]:
    found = json.loads((DATA / "memberships.json").read_text())
    return {body: row | {"members": frozenset(row["members"].split())} for body, row in found.items()}


@cache
def _regions_of_countries() -> dict[str, tuple[str, str]]:
    m49 = json.loads((DATA / "m49.json").read_text())
    return {
        country: (region, subregion)
        for region, subregions in m49.items()
        for subregion, countries in subregions.items()
        for country in countries.split()
    }


def name(code: str, language: str) -> str:
    """The name of a country or a region in a language (`lt`, `pt-br`); empty where nothing is known.

    Bodies of states have their English name where CLDR has none; parts of countries have no name here.
    """
    body = _bodies().get(code, {}) if language.startswith("en") else {}
    return body.get("name") or _territories(language).get(code, "")


def names(code: str, languages: list[str]) -> list[str]:
    """The different names of a country in some languages, for those who search in them."""
    return list(dict.fromkeys(filter(None, (name(code, language) for language in languages))))


def demonyms(code: str) -> list[str]:
    """What the people and things of a place are called in English, with its everyday names: Dutch, Holland."""
    return _demonyms().get(code, [])


@cache
def speaking(language: str) -> tuple[str, ...]:
    """The countries where a language is official, in law or in fact."""
    countries = sorted(_regions_of_countries())
    return tuple(code for code in countries if language in get_official_languages(code, de_facto=True))


def all_regions() -> list[str]:
    """The codes of all M49 regions and subregions, without the world."""
    return sorted({region for regions in _regions_of_countries().values() for region in regions})


@cache
def region_above(code: str) -> str:
    """The region of which a subregion is a part; empty for all others."""
    return next((region for region, subregion in _regions_of_countries().values() if subregion == code), "")


def is_known(code: str) -> bool:
    """Whether a code alone tells which place it is: a country of ISO 3166-1 or a body of states."""
    return code in _bodies() or code in _regions_of_countries()


def kind(code: str) -> str:
    """What sort of jurisdiction a code stands for, by its form: `LT`, `US-CA`, or a body of states."""
    if code in _bodies():
        return _bodies()[code]["kind"]
    return JurisdictionKind.PART_OF_COUNTRY if "-" in code else JurisdictionKind.COUNTRY


def part_of(code: str) -> str:
    """The country of a part of a country; empty for all others."""
    return code.partition("-")[0] if kind(code) == JurisdictionKind.PART_OF_COUNTRY else ""


def bodies_of(code: str, day: date) -> tuple[str, ...]:
    """The bodies of states that a country, or the country of a part of one, belonged to on a day: EU, COE, OSCE …"""
    country, iso = part_of(code) or code, day.isoformat()
    return tuple(
        body
        for body, row in _memberships().items()
        if (country in row["members"] and row["since"].get(country, "") <= iso) or iso <= row["until"].get(country, "")
    )


def members_of(body: str, day: date) -> list[str]:
    """The countries that belonged to a body of states on a day."""
    row = _memberships().get(body, {"members": (), "since": {}, "until": {}})
    return sorted(code for code in {*row["members"], *row["until"]} if body in bodies_of(code, day))


def regions(code: str) -> tuple[str, ...]:
    """The codes of the M49 regions that it lies in, widest first; bodies without a region have the world's.

    Empty for a place that the standard does not know, such as Antarctica.
    """
    if code in _bodies():
        return tuple(_bodies()[code]["regions"])
    return _regions_of_countries().get(part_of(code) or code, ())


def region(code: str) -> str:
    """The widest region that it lies in: Africa, the Americas, Asia, Europe, Oceania or the world; or empty."""
    return next(iter(regions(code)), "")


def subregion(code: str) -> str:
    """Its subregion, such as 154 for Northern Europe; empty for bodies that span several."""
    found = regions(code)
    return found[1] if len(found) > 1 else ""


def region_name(code: str, language: str) -> str:
    """`150` in English is Europe. The world is written as a place of its own."""
    found = name(code, language)
    return found[:1].upper() + found[1:]
