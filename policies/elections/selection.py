"""Which elections a reader asks for, by region, jurisdiction and kind: the same in list, calendar and feed."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policies import places, querysets
from policies.choices import ElectionKind
from policies.models import ElectionPage, JurisdictionPage
from policytracker.core.addresses import addresses
from policytracker.core.dates import PartialDate
from policytracker.core.versions import owner

# Of a value that cannot be understood, this much is repeated to the reader.
SHOWN = 40


@dataclass(frozen=True)
class ElectionRow:
    """An election as a list shows it. `place` is the code of its jurisdiction, `regions` those of UN M49."""

    pk: int
    record_id: str
    title: str
    url: str
    date: PartialDate
    date_end: str
    kinds: tuple[str, ...]
    snap: bool
    body: str
    place: str
    place_name: str
    regions: tuple[str, ...]
    published: datetime | None

    @property
    def has_a_day(self) -> bool:
        return self.date.day is not None

    @property
    def last(self) -> PartialDate:
        return PartialDate(self.date_end) if self.date_end else self.date

    @property
    def kind_labels(self) -> list[str]:
        return [str(kind.label) for kind in ElectionKind if kind.value in self.kinds]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Selection:
    """What is asked for: within a field values are alternatives, between fields all must hold."""

    region: tuple[str, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.region or self.jurisdiction or self.kind)

    def covers(self, row: ElectionRow) -> bool:
        return (
            (not self.region or not set(self.region).isdisjoint(row.regions))
            and (not self.jurisdiction or row.place in self.jurisdiction)
            and (not self.kind or not set(self.kind).isdisjoint(row.kinds))
        )

    @property
    def asked(self) -> dict[str, tuple[str, ...]]:
        """The parameters of this, those alone that ask for something."""
        return {name: values for name, values in vars(self).items() if values}

    def parameters(self, **others: str) -> str:
        """The query string that asks for this again."""
        wanted = {name: value for name, value in others.items() if value}
        return urlencode(self.asked | wanted, doseq=True)

    def without(self, field: str, value: str) -> "Selection":
        return replace(self, **{field: tuple(kept for kept in getattr(self, field) if kept != value)})


def rows(elections: QuerySet[ElectionPage] | None = None) -> list[ElectionRow]:
    """Public elections by date, or some of them."""
    address, language = addresses(), get_language() or "en"
    above = {
        key: (code, JurisdictionPage.shown_name(title, code, language), places.regions(part_of or code))
        for key, title, code, part_of in querysets.jurisdictions().values_list(
            "translation_key", "title", "code", "part_of"
        )
    }
    columns = (
        owner(),
        "pk",
        "record_id",
        "title",
        "url_path",
        "date",
        "date_end",
        "kinds",
        "snap",
        "body",
        "last_published_at",
    )
    found = querysets.elections() if elections is None else elections
    return [
        ElectionRow(
            pk, record_id, title, address(url_path), date, date_end, tuple(kinds), snap, body, *above[whose], published
        )
        for whose, pk, record_id, title, url_path, date, date_end, kinds, snap, body, published in found.values_list(
            *columns
        )
        if whose in above
    ]


def parse(asked: QueryDict) -> tuple[Selection, list[str]]:
    """What an address asks for, and what of it could not be understood, in words."""
    known = {
        "region": {places.WORLD, *places.all_regions()},
        "jurisdiction": set(querysets.jurisdictions().values_list("code", flat=True)),
        "kind": set(ElectionKind.values),
    }
    nothing = {
        "region": _("There is no region %(value)s: they go by their UN M49 codes, such as 150."),
        "jurisdiction": _("There is no jurisdiction %(value)s: they go by their codes, such as LT."),
        "kind": _("There is no kind of election %(value)s."),
    }
    values, problems = {}, []
    for field, allowed in known.items():
        wanted = [value.strip() for value in asked.getlist(field) if value.strip()]
        wanted = [value.upper() for value in wanted] if field == "jurisdiction" else wanted
        values[field] = tuple(value for value in dict.fromkeys(wanted) if value in allowed)
        problems += [
            nothing[field] % {"value": repr(value[:SHOWN])} for value in dict.fromkeys(wanted) if value not in allowed
        ]
    return Selection(**values), problems[:SHOWN]


def choices(selection: Selection, elections: list[ElectionRow]) -> dict[str, list[Choice]]:
    """What can be chosen for each field, with how many elections there are of it in all."""
    language = get_language() or "en"
    names = {row.place: row.place_name for row in elections}
    regions = Counter(region for row in elections for region in row.regions)
    kinds = Counter(kind for row in elections for kind in row.kinds)
    in_places = Counter(row.place for row in elections)
    offered = {
        "region": [
            (code, places.region_name(code, language), regions[code])
            for code in (*places.REGIONS, *(code for code in selection.region if code not in places.REGIONS))
        ],
        "kind": [(kind.value, str(kind.label), kinds[kind.value]) for kind in ElectionKind],
        "jurisdiction": [(code, names[code], in_places[code]) for code in sorted(names, key=names.get)]
        + [(code, code, 0) for code in selection.jurisdiction if code not in names],
    }
    return {
        field: [
            Choice(value, label, count, value in getattr(selection, field))
            for value, label, count in found
            if count or value in getattr(selection, field)
        ]
        for field, found in offered.items()
    }
