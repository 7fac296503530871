"""What progress says in words: the rule by which something is counted, and what is missing. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from initiatives.choices import Counted, Listed
from policies import places
from policytracker.core.templatetags.dates import date_in_words

if TYPE_CHECKING:
    from initiatives.course import Point
    from initiatives.indicators import Indicator
    from initiatives.progress import ActionProgress, RecommendationProgress


def headline(recommendation: RecommendationProgress) -> str:
    """The state of a recommendation in a few short sentences."""
    implementing, others = recommendation.implementing, recommendation.initiatives - recommendation.implementing
    found = [
        ngettext("%(number)d initiative implements it.", "%(number)d initiatives implement it.", implementing)
        % {"number": implementing},
        ngettext(
            "%(number)d jurisdiction has rules in use that serve it.",
            "%(number)d jurisdictions have rules in use that serve it.",
            recommendation.jurisdictions,
        )
        % {"number": recommendation.jurisdictions},
        ngettext(
            "%(number)d commitment is about it.", "%(number)d commitments are about it.", recommendation.commitments
        )
        % {"number": recommendation.commitments},
    ]
    if others:
        more = ngettext("%(number)d more bears on it.", "%(number)d more bear on it.", others)
        found.insert(1, more % {"number": others})
    return " ".join(found)


def list_title(what: Listed, number: int) -> str:
    """What a list of an action holds, with how many."""
    titles = {
        Listed.INITIATIVES: ngettext("%(number)d initiative", "%(number)d initiatives", number),
        Listed.JURISDICTIONS: ngettext(
            "%(number)d jurisdiction with rules in use", "%(number)d jurisdictions with rules in use", number
        ),
        Listed.COMMITMENTS: ngettext("%(number)d commitment", "%(number)d commitments", number),
        Listed.OLD: ngettext(
            "%(number)d record with evidence older than twelve months",
            "%(number)d records with evidence older than twelve months",
            number,
        ),
    }
    return titles[Listed(what)] % {"number": number}


def state_of_recommendation(recommendation: RecommendationProgress) -> list[str]:
    """What an adviser has to know beyond the headline."""
    found = []
    if recommendation.differing:
        found.append(
            ngettext(
                "In %(number)d commitment what is reported and what the evidence says differ.",
                "In %(number)d commitments what is reported and what the evidence says differ.",
                recommendation.differing,
            )
            % {"number": recommendation.differing}
        )
    waiting = [f"{item.action.code} {item.action.title}" for item in recommendation.actions if not item.is_implemented]
    if waiting:
        found.append(_("No active initiative implements: %(actions)s.") % {"actions": ", ".join(waiting)})
    elif recommendation.actions:
        found.append(_("At least one active initiative implements each of its actions."))
    return found


def state_of_action(progress: ActionProgress) -> list[str]:
    """What is counted for an action, each time with the rule by which it is."""
    found = [_initiatives(progress)]
    if progress.action.provisions:
        found += [_jurisdictions(progress), _commitments(progress)]
    return found


def _initiatives(progress: ActionProgress) -> str:
    number = len(progress.initiatives)
    if not number:
        return _("No initiative on record bears on it.")
    sentence = ngettext(
        "%(number)d initiative bears on it, by an editor's judgement (implements: %(implements)d, contributes: "
        "%(contributes)d, precedent: %(precedent)d).",
        "%(number)d initiatives bear on it, by an editor's judgement (implement: %(implements)d, contribute: "
        "%(contributes)d, precedents: %(precedent)d).",
        number,
    )
    return sentence % {"number": number, **progress.relations}


def _jurisdictions(progress: ActionProgress) -> str:
    number, labels = len(progress.jurisdictions), "; ".join(progress.action.provisions.values())
    if len(progress.action.provisions) > 1:
        counted = ngettext(
            "%(number)d jurisdiction has at least one instrument in use that provides for one of these: %(labels)s.",
            "%(number)d jurisdictions have at least one instrument in use that provides for one of these: %(labels)s.",
            number,
        )
    else:
        counted = ngettext(
            "%(number)d jurisdiction has at least one instrument in use that provides for: %(labels)s.",
            "%(number)d jurisdictions have at least one instrument in use that provides for: %(labels)s.",
            number,
        )
    binding = ngettext(
        "In %(number)d of them such an instrument is binding.",
        "In %(number)d of them such an instrument is binding.",
        progress.binding,
    )
    return f"{counted % {'number': number, 'labels': labels}} {binding % {'number': progress.binding}}"


def _commitments(progress: ActionProgress) -> str:
    number, differing = len(progress.commitments), len(progress.differing)
    counted = ngettext(
        "%(number)d commitment is about the same.", "%(number)d commitments are about the same.", number
    ) % {"number": number}
    if not differing:
        return counted
    differ = ngettext(
        "In %(number)d what is reported and what the evidence says differ.",
        "In %(number)d what is reported and what the evidence says differ.",
        differing,
    )
    return f"{counted} {differ % {'number': differing}}"


def counted(indicator: Indicator) -> str:
    """What an indicator counts, as it stands behind its number."""
    number = indicator.value
    rules = {
        Counted.JURISDICTIONS: ngettext(
            "jurisdiction with an instrument in use that provides for it",
            "jurisdictions with an instrument in use that provides for it",
            number,
        ),
        Counted.BINDING: ngettext(
            "jurisdiction where an instrument in use that provides for it is binding",
            "jurisdictions where an instrument in use that provides for it is binding",
            number,
        ),
        Counted.INITIATIVES: ngettext(
            "active initiative that implements it or contributes to it",
            "active initiatives that implement it or contribute to it",
            number,
        ),
        Counted.FRESH_COMMITMENTS: ngettext(
            "commitment about it with evidence less than twelve months old",
            "commitments about it with evidence less than twelve months old",
            number,
        ),
    }
    return rules[Counted(indicator.rule)]


def movement(points: list[Point]) -> str:
    """How an indicator moved since its course begins; nothing where there is one value alone."""
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    words = {"number": first.value, "date": date_in_words(first.day)}
    if first.value == last.value:
        return _("It was the same number on %(date)s.") % words
    return ngettext("There was %(number)d on %(date)s.", "There were %(number)d on %(date)s.", first.value) % words


def gaps(progress: ActionProgress) -> list[str]:
    """What is missing for an action."""
    found = []
    if not progress.is_implemented:
        found.append(_("No active initiative implements this action."))
    if progress.initiatives:
        found += _missing(_("No initiative on record works in: %(regions)s."), progress.regions)
    if progress.action.provisions and not progress.jurisdictions:
        found.append(_("No jurisdiction on record has an instrument in use that provides for it."))
    if progress.jurisdictions:
        # A body that spans the world binds no region in the place of its states.
        regions = {region for region in progress.jurisdiction_regions if region != places.WORLD}
        found += _missing(_("No jurisdiction on record provides for it in: %(regions)s."), regions)
    if progress.unassessed:
        sentence = ngettext(
            "%(number)d commitment has been assessed by nobody.",
            "%(number)d commitments have been assessed by nobody.",
            progress.unassessed,
        )
        found.append(sentence % {"number": progress.unassessed})
    if progress.old:
        sentence = ngettext(
            "For %(number)d record the newest evidence is older than twelve months.",
            "For %(number)d records the newest evidence is older than twelve months.",
            len(progress.old),
        )
        found.append(sentence % {"number": len(progress.old)})
    return found


def _missing(sentence: str, regions: Collection[str]) -> list[str]:
    """The sentence with the regions that are not among those given; nothing where something holds for the world."""
    if places.WORLD in regions:
        return []
    language = get_language() or "en"
    missing = [places.region_name(region, language) for region in places.REGIONS if region not in regions]
    return [sentence % {"regions": ", ".join(missing)}] if missing else []
