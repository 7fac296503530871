"""What the words of readers stand for on this site: the lists of synonyms, and the names of places and organisations.

Read from the database once and kept until something of it changes, in whatever process it was changed.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Count, Max, Sum

from policies import places
from search.builders.parts import NAME_LANGUAGES
from search.kinds import EntryKind
from search.models import Entry, SynonymList
from search.thesaurus import Rule, Target, Thesaurus, parse

NAMED = (EntryKind.JURISDICTION, EntryKind.ORGANISATION)
# Two to five capitals are read as a code or an acronym only where they were typed as such.
LONGEST_CODE = 5


@dataclass(frozen=True)
class _Known:
    stamp: tuple
    thesaurus: Thesaurus


_known: dict[str, _Known] = {}


def thesaurus() -> Thesaurus:
    """The thesaurus as the site has it now. Two small queries tell whether it has changed."""
    stamp = _stamp()
    known = _known.get("site")
    if known is None or known.stamp != stamp:
        known = _known["site"] = _Known(stamp, Thesaurus([*listed(), *named()]))
    return known.thesaurus


def _stamp() -> tuple:
    lists = SynonymList.objects.aggregate(Count("pk"), Max("updated_at"))
    # With those that are gone: so one that comes as another goes makes a difference.
    names = Entry.objects.filter(kind__in=NAMED).order_by().aggregate(Count("pk"), Sum("version"))
    return (settings.DATABASES["default"]["NAME"], *lists.values(), *names.values())


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
