"""What can be compared, and how an address says what is: `/compare/?in=LT,BR,eu-digital-services-act-2022`."""

from collections import Counter, defaultdict

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policies import places, querysets
from policies.comparison import LIMIT, Comparison
from policies.models import InstrumentPage, JurisdictionPage

# What `only` may be.
DIFFERENCES = "differences"
# Longer than twelve record ids.
LONGEST = 1500
# Of what cannot be understood, this much is repeated to the reader.
SHOWN = 40
SUGGESTIONS = (("LT", "BR", "IN"), ("EU", "GB", "AU"), ("US-CA", "US-MN", "KR", "SG"), ("ZA", "KE", "NG", "GH"))


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


def problems_of(comparison: Comparison) -> list[str]:
    """In words, what of the wanted could not be compared."""
    problems = []
    if comparison.unknown:
        names = ", ".join(name[:SHOWN] for name in comparison.unknown)
        problems.append(
            _("Nothing is known as %(names)s. Jurisdictions go by their codes, instruments by their ids.")
            % {"names": names}
        )
    if comparison.surplus:
        names = ", ".join(name[:SHOWN] for name in comparison.surplus[:LIMIT])
        problems.append(_("At most %(limit)d can be compared. Left out: %(names)s.") % {"limit": LIMIT, "names": names})
    return problems


class Choices:
    """What a reader can choose from, read once for a page."""

    def __init__(self):
        rows = querysets.public(InstrumentPage.objects.all()).order_by("title")
        self._instruments = list(rows.values_list("path", "title", "record_id"))
        language = get_language() or "en"
        rows = querysets.jurisdictions().values_list("path", "title", "code", "part_of")
        self._jurisdictions = [
            (path, JurisdictionPage.shown_name(title, code, language), code, part_of)
            for path, title, code, part_of in rows
        ]

    def regions(self) -> list[dict]:
        """The jurisdictions that have instruments, by region, with how many."""
        counts = Counter(path[: -InstrumentPage.steplen] for path, _title, _id in self._instruments)
        regions = defaultdict(list)
        for path, name, code, part_of in sorted(self._jurisdictions, key=lambda row: row[1]):
            if counts[path]:
                regions[places.region(part_of or code)].append({"code": code, "name": name, "count": counts[path]})
        language = get_language() or "en"
        return [
            {"name": places.region_name(region, language) if region else _("Elsewhere"), "places": regions[region]}
            for region in (*places.REGIONS, places.WORLD, "")
            if regions[region]
        ]

    def instruments(self) -> list[dict]:
        """All instruments, each with its jurisdiction."""
        names = {path: name for path, name, _code, _part_of in self._jurisdictions}
        return [
            {"record_id": record_id, "title": title, "place": names.get(path[: -InstrumentPage.steplen], "")}
            for path, title, record_id in self._instruments
        ]

    def suggestions(self) -> list[dict]:
        """A few comparisons that are worth a look, of jurisdictions that are there."""
        names = {code: name for _path, name, code, _part_of in self._jurisdictions}
        return [
            {"keys": ",".join(codes), "names": ", ".join(names[code] for code in codes)}
            for codes in SUGGESTIONS
            if all(code in names for code in codes)
        ]
