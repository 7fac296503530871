"""What the words of readers stand for on this site: the lists of synonyms, and the names of places and organisations.

Read from the database once and kept until something of it changes, in whatever process it was changed.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import connection

from policies import places
from search.builders.parts import NAME_LANGUAGES
from search.kinds import EntryKind
from search.models import Entry, SynonymList
from search.thesaurus import Rule, Target, Thesaurus, parse

NAMED = (EntryKind.JURISDICTION, EntryKind.ORGANISATION)
# Two to five capitals are read as a code or an acronym only where they were typed as such.
LONGEST_CODE = 5


# In SQL, because every search asks: to put it together from models takes ten times as long as to answer it. The
# entries are counted with those that are gone, so that one that comes as another goes makes a difference.
STAMP = """
    SELECT (SELECT COUNT(*) FROM search_synonymlist), (SELECT MAX(updated_at) FROM search_synonymlist),
        COUNT(*), SUM(version)
    FROM search_entry WHERE kind IN (%s, %s)
"""

# In SQL for the same reason: each search asks several times what some subjects are called.
SUBJECTS = """
    SELECT 'provision', code, label FROM policies_provision
    UNION ALL SELECT 'theme', slug, name FROM policies_theme
"""


@dataclass(frozen=True)
class _Known:
    stamp: tuple
    thesaurus: Thesaurus
    titles: dict[str, str]


_known: dict[str, _Known] = {}


def thesaurus() -> Thesaurus:
    """The thesaurus as the site has it now. A small query tells whether it has changed."""
    return _now().thesaurus


def titles_of_places() -> dict[str, str]:
    """What the site calls each jurisdiction that it has, by its code, in the site's own language where it can."""
    return _now().titles


def labels_of_subjects(facet: str) -> dict[str, str]:
    """What the site calls each provision, or each theme. They are few: all are read as soon as some."""
    with connection.cursor() as cursor:
        cursor.execute(SUBJECTS)
        return {value: label for of, value, label in cursor.fetchall() if of == facet}


def _now() -> _Known:
    stamp = _stamp()
    known = _known.get("site")
    if known is None or known.stamp != stamp:
        known = _known["site"] = _Known(stamp, Thesaurus([*listed(), *named()]), _titles())
    return known


def _stamp() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(STAMP, NAMED)
        return (settings.DATABASES["default"]["NAME"], *cursor.fetchone())


def _titles() -> dict[str, str]:
    places = Entry.objects.present().filter(kind=EntryKind.JURISDICTION)
    rows = list(places.values_list("locale", "payload__code", "title"))
    rows.sort(key=lambda row: row[0] == settings.LANGUAGE_CODE)
    return {code: title for _locale, code, title in rows}


def listed() -> list[Rule]:
    """The rules of all lists of synonyms. What is in the database has been checked."""
    return [rule for synonyms in SynonymList.objects.order_by("name") for rule in parse(synonyms.name, synonyms.text)]


def named() -> list[Rule]:
    """The names of the places and organisations that the site has, and of all regions."""
    rules = list(_regions())
    rows = Entry.objects.present().filter(kind__in=NAMED).values_list("kind", "record_id", "title", "payload")
    for kind, record_id, title, payload in rows:
        if kind == EntryKind.JURISDICTION:
            rules += _place(payload["code"], title)
        else:
            rules += _named([title, payload["acronym"]], Target("organisation", record_id))
    return rules


def _place(code: str, title: str) -> list[Rule]:
    names = [title, code, *places.names(code, NAME_LANGUAGES), *places.demonyms(code)]
    return _named(names, Target("jurisdiction", code))


def _named(names: list[str], target: Target) -> list[Rule]:
    codes = tuple(name for name in names if name and name.isupper() and len(name) <= LONGEST_CODE)
    words = tuple(name for name in names if name and name not in codes)
    return [
        Rule(terms, targets=(target,), capitals=capitals)
        for terms, capitals in ((words, False), (codes, True))
        if terms
    ]


@cache
def _regions() -> tuple[Rule, ...]:
    return tuple(
        Rule(tuple(places.names(region, NAME_LANGUAGES)), targets=(Target("region", region),))
        for region in places.all_regions()
    )
