"""A query as the model can read it: as it was typed, or by the English words that the thesaurus has for its parts."""

from collections.abc import Mapping

from search.facets import BY_NAME
from search.thesaurus import Target
from search.understanding import Understood, Unit

# What a part of a query may stand for, told by the first of these that it has; places beside all others.
TOLD = ("provision", "theme")

Labels = Mapping[Target, str]


def in_english(understood: Understood) -> str:
    return worded(understood, _labels(understood)) if understood.language else understood.text


def worded(understood: Understood, labels: Labels) -> str:
    """Each part in English: another wording, and what it stands for. As it was typed where there is neither. Pure."""
    return " ".join(_told(unit, labels) for unit in understood.units)


def _told(unit: Unit, labels: Labels) -> str:
    wordings = [wording for wording in unit.wordings if wording.isascii()]
    meant = next((found for facet in TOLD if (found := _of(unit, facet, labels))), [])
    told = [*wordings[:1], *meant, *_of(unit, "jurisdiction", labels)[:1]]
    return " ".join(dict.fromkeys(told)) or " ".join(word.typed for word in unit.words)


def _of(unit: Unit, facet: str, labels: Labels) -> list[str]:
    return [labels[target] for target in unit.targets if target.facet == facet and target in labels]


def _labels(understood: Understood) -> Labels:
    found = {}
    for facet in (*TOLD, "jurisdiction"):
        targets = [target for target in understood.meant if target.facet == facet]
        labels = BY_NAME[facet].labels([target.value for target in targets]) if targets else {}
        found |= {target: labels[target.value] for target in targets if target.value in labels}
    return found
