"""What can be compared, and how an address says what is: `/compare/?in=LT,meta,eu-digital-services-act-2022`."""

from collections import Counter, defaultdict

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policies import places, querysets
from policies.comparison import LIMIT, Comparison
from policies.models import CommitmentPage, InstrumentPage, JurisdictionPage
from policytracker.core.versions import owner

# What `only` may be.
DIFFERENCES, BINDING = "differences", "binding"
# Longer than twelve record ids.
LONGEST = 1500
# Of what cannot be understood, this much is repeated to the reader.
SHOWN = 40
# More records than this are not listed to choose from: the page would be too long to be read, or loaded.
MOST_LISTED = 250
SUGGESTIONS = (
    ("LT", "BR", "IN"),
    ("EU", "GB", "AU"),
    ("US-CA", "US-MN", "KR", "SG"),
    ("ZA", "KE", "NG", "GH"),
    ("EU", "google", "meta", "tiktok"),
)


def read_keys(values: list[str]) -> tuple[list[str], list[str]]:
    """The keys in some values of `in`, and what could not be read, in words."""
    problems = []
    raw = ",".join(values)
    if len(raw) > LONGEST:
        problems.append(_("The list is too long: only its beginning was read."))
        # Without the key that the cut went through.
        raw = raw[:LONGEST].rpartition(",")[0]
    keys = [key.strip() for key in raw.split(",") if key.strip()]
    readable = [key for key in keys if key.isprintable()]
    if len(readable) < len(keys):
        problems.append(_("A part of the list holds characters that nobody can see: it was left out."))
    return readable, problems


def once(keys: list[str]) -> list[str]:
    """Each key where it came first, however it is written."""
    typed: dict[str, str] = {}
    for key in keys:
        typed.setdefault(key.upper(), key)
    return list(typed.values())


def read_only(values: list[str]) -> tuple[list[str], list[str]]:
    """What is asked for alone in some values of `only`, and in words what it cannot be."""
    wanted = list(dict.fromkeys(filter(None, (value.strip() for value in ",".join(values).split(",")))))
    known = [value for value in wanted if value in (DIFFERENCES, BINDING)]
    problems = []
    if len(known) < len(wanted):
        problems.append(_("“only” can be “differences”, “binding” or both, with a comma between."))
    return known, problems


def narrowed(comparison: Comparison, only: list[str]) -> Comparison:
    """A comparison with what is asked for alone. What differs is asked of what is left when only law that binds is."""
    if BINDING in only:
        comparison = comparison.only_binding()
    return comparison.only_differences() if DIFFERENCES in only else comparison


def problems_of(comparison: Comparison) -> list[str]:
    """In words, what of the wanted could not be compared as it was asked for."""
    problems = []
    if comparison.unknown:
        problems.append(
            _("Nothing is known as %(names)s. Jurisdictions go by their codes, all others by their record ids.")
            % {"names": _names(comparison.unknown)}
        )
    if comparison.repeated:
        problems.append(
            _("This came more than once, and is shown once: %(names)s.") % {"names": _names(comparison.repeated)}
        )
    if comparison.surplus:
        names = _names(comparison.surplus)
        problems.append(_("At most %(limit)d can be compared. Left out: %(names)s.") % {"limit": LIMIT, "names": names})
    return problems


def _names(keys: tuple[str, ...]) -> str:
    shown = ", ".join(key[:SHOWN] for key in keys[:LIMIT])
    return shown if len(keys) <= LIMIT else _("%(names)s and others") % {"names": shown}


class Choices:
    """What a reader can choose from, read once for a page."""

    def __init__(self):
        rows = querysets.public(InstrumentPage.objects.all()).order_by("title")
        self._instruments = list(rows.values_list(owner(), "title", "record_id"))
        rows = querysets.public(CommitmentPage.objects.all()).order_by("title")
        self._commitments = list(rows.values_list(owner(), "title", "record_id"))
        self._organisations = list(querysets.organisations().values_list("translation_key", "title", "record_id"))
        language = get_language() or "en"
        rows = querysets.jurisdictions().values_list("translation_key", "title", "code", "part_of")
        self._jurisdictions = [
            (key, JurisdictionPage.shown_name(title, code, language), code, part_of)
            for key, title, code, part_of in rows
        ]

    def regions(self) -> list[dict]:
        """The jurisdictions that have instruments, by region, with how many."""
        counts = Counter(whose for whose, _title, _id in self._instruments)
        regions = defaultdict(list)
        for key, name, code, part_of in sorted(self._jurisdictions, key=lambda row: row[1]):
            if counts[key]:
                regions[places.region(part_of or code)].append({"code": code, "name": name, "count": counts[key]})
        language = get_language() or "en"
        return [
            {"name": places.region_name(region, language) if region else _("Elsewhere"), "places": regions[region]}
            for region in (*places.REGIONS, places.WORLD, "")
            if regions[region]
        ]

    def organisations(self) -> list[dict]:
        """The organisations that have promised something, with how much."""
        counts = Counter(whose for whose, _title, _id in self._commitments)
        return [
            {"record_id": record_id, "name": title, "count": counts[key]}
            for key, title, record_id in self._organisations
            if counts[key]
        ]

    def records(self) -> list[dict]:
        """All instruments and commitments, each with whose it is; none where there are too many to list."""
        if len(self._instruments) + len(self._commitments) > MOST_LISTED:
            return []
        owners = {key: name for key, name, _code, _part_of in self._jurisdictions}
        owners |= {key: title for key, title, _id in self._organisations}
        return [
            {"record_id": record_id, "title": title, "owner": owners.get(whose, "")}
            for whose, title, record_id in (*self._instruments, *self._commitments)
        ]

    def suggestions(self) -> list[dict]:
        """A few comparisons that are worth a look, of jurisdictions that are there."""
        names = {code: name for _key, name, code, _part_of in self._jurisdictions}
        names |= {record_id: title for _key, title, record_id in self._organisations}
        return [
            {"keys": ",".join(codes), "names": ", ".join(names[code] for code in codes)}
            for codes in SUGGESTIONS
            if all(code in names for code in codes)
        ]
