"""What a page is to search: plain values, made by `builders`, written by `projection`."""

import unicodedata
from dataclasses import dataclass, field


@dataclass
class EntryContent:
    """The columns of an entry, and its values for facets: `years` it was active in, `names` it is called by."""

    record_id: str
    kind: str
    title: str
    summary: str
    payload: dict
    names: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    date: str = ""
    facets: dict[str, list[str]] = field(default_factory=dict)
    exact_names: list[str] = field(default_factory=list)
    years: set[int] = field(default_factory=set)

    def columns(self) -> dict:
        """The texts as the entry's columns hold them."""
        return {
            "record_id": self.record_id,
            "kind": self.kind,
            "title": self.title,
            "names": " \n".join(filter(None, self.names)),
            "subjects": " \n".join(filter(None, self.subjects)),
            "summary": self.summary,
            "body": " \n".join(filter(None, self.body)),
            "date": str(self.date),
            "values": self.values(),
            "payload": self.payload,
        }

    def values(self) -> dict[str, list[str]]:
        """What the entry is filtered by, and the names that it is called by."""
        names = (fold(name)[:255] for name in (self.title, *self.exact_names))
        found = self.facets | {"kind": [self.kind], "year": sorted(self.years), "name": names}
        unique = {facet: list(dict.fromkeys(str(value)[:255] for value in found[facet] if value)) for facet in found}
        return {facet: values for facet, values in unique.items() if values}


def fold(text: str) -> str:
    """A text as names are compared: without accents, case or surplus space."""
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    # Put together again what has no accents: the syllables of Korean are taken apart by that form.
    return " ".join(unicodedata.normalize("NFC", "".join(letters)).casefold().split())
