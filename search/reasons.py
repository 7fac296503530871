"""Why a record is comparable with another: in words that a reader can check. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.choices import InitiativeKind
from policies.choices import Addressee, CommitmentKind, InstrumentKind, LegalForce
from search.likeness import ALIKE, Likeness
from search.traits import LEFT, Traits

# Texts that are less alike than this are no reason. Of the telling words that both use, some are named.
ALIKE_AT_ALL = 0.18
FEWEST_NAMED, MOST_NAMED = 2, 4

SAME_FORCE = {
    LegalForce.BINDING: gettext_lazy("Both are binding."),
    LegalForce.CO_REGULATORY: gettext_lazy("Both are agreed rules with a public authority behind them."),
    LegalForce.VOLUNTARY: gettext_lazy("Both are voluntary."),
    LegalForce.INSTITUTIONAL: gettext_lazy("Both set up a public body, or give one a task."),
}
# Of what is struck down, say, or only proposed.
MEANT_TO_BIND = gettext_lazy("Both are binding, or were meant to be.")
# Most instruments are statutes, and that it is an institution is said by its force.
PLAIN_TYPES = (InstrumentKind.STATUTE, InstrumentKind.INSTITUTION)
TYPES = {value: label for types in (InstrumentKind, CommitmentKind, InitiativeKind) for value, label in types.choices}


def reasons(likeness: Likeness, other: Traits) -> list[str]:
    """Why another record is comparable, in sentences, what tells most first."""
    return [
        *_same_matter(likeness, other),
        *_same_force(likeness, other),
        *(
            _("Type of both: %(type)s.") % {"type": _within_a_sentence(str(TYPES[value]))}
            for value in likeness.shared("type", other)
            if value not in PLAIN_TYPES
        ),
        *_same_addressees(likeness, other),
        *_same_words(likeness, other),
    ]


def _same_matter(likeness: Likeness, other: Traits) -> list[str]:
    if provisions := likeness.shared("provision", other):
        labels = _labels(other, "provision", provisions)
        return [_("Both provide for: %(provisions)s.") % {"provisions": labels}]
    if themes := likeness.shared("theme", other):
        return [_("Both bear on: %(themes)s.") % {"themes": _labels(other, "theme", themes)}]
    return []


def _same_force(likeness: Likeness, other: Traits) -> list[str]:
    in_use = not {likeness.own.status, other.status} & LEFT.keys()
    return [
        str(SAME_FORCE[LegalForce(force)] if in_use or force != LegalForce.BINDING else MEANT_TO_BIND)
        for force in likeness.shared("force", other)
    ]


def _same_addressees(likeness: Likeness, other: Traits) -> list[str]:
    shared = likeness.shared("addressee", other)
    names = [_within_a_sentence(str(Addressee(value).label)) for value in Addressee.values if value in shared]
    return [_("Both address %(whom)s.") % {"whom": _listed(names)}] if names else []


def _same_words(likeness: Likeness, other: Traits) -> list[str]:
    """The words that make two texts alike, as the other has them: of those in the title or approach of one.

    What is said only once may be chance.
    """
    alike = likeness.text(other)
    if alike < ALIKE_AT_ALL:
        return []
    own, others = likeness.own_weights, likeness.weights(other.words)
    headlines = likeness.telling & (likeness.own.headline | other.headline)
    shared = [
        word
        for word in (own.keys() & others.keys() & headlines) - likeness.own.place - other.place
        if min(likeness.own.words.counts[word], other.words.counts[word]) > 1
    ]
    shared.sort(key=lambda word: (-own[word] * others[word], word))
    if len(shared) >= FEWEST_NAMED:
        words = ", ".join(other.words.forms[word] for word in shared[:MOST_NAMED])
        return [_("Both speak of: %(words)s.") % {"words": words}]
    return [_("Both are described in much the same words.")] if alike >= ALIKE else []


def _labels(traits: Traits, facet: str, values: list[str]) -> str:
    return "; ".join(_within_a_sentence(traits.labels.get((facet, value), value)) for value in values)


def _within_a_sentence(label: str) -> str:
    """A label with a small first letter, unless it begins with an abbreviation: AI labelling."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
