"""Places: names in the reader's language and the UN M49 regions. Pure: codes in, words out."""

from functools import cache

from babel import Locale, UnknownLocaleError


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-" if "-" in language else "_").territories)
    except (UnknownLocaleError, ValueError):
        return {}


def name(code: str, language: str) -> str:
    """The name of a country in a language (`lt` or `pt-br`); empty where the language data has none."""
    return _territories(language).get(code, "")


def region(code: str) -> str:
    return ""


def subregion(code: str) -> str:
    return ""
