"""What the clock of an election says in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from policies import places
from policies.choices import LegalForce
from policytracker.core.templatetags.dates import date_in_words

if TYPE_CHECKING:
    from policies.elections.clock import Clock, Due
    from policies.elections.rows import Place

# So many provisions are named; of more, the number is.
NAMED = 4


def headline(clock: Clock) -> str:
    """How far away the vote is."""
    days = clock.days_left
    if days is None:
        when = {"when": date_in_words(clock.vote.date)}
        return (_("It was held in %(when)s.") if clock.is_past else _("It is expected in %(when)s.")) % when
    if days > 1:
        return ngettext("In %(days)d day.", "In %(days)d days.", days) % {"days": days}
    if days >= 0:
        return _("Tomorrow.") if days else _("Today.")
    return ngettext("%(days)d day ago.", "%(days)d days ago.", -days) % {"days": -days}


def state(clock: Clock) -> list[str]:
    """What a reader has to know before the lists, each sentence about one of them."""
    in_force = clock.in_force
    found = [
        ngettext(
            "In force there on the day: %(number)d rule on record, of which binding %(binding)d.",
            "In force there on the day: %(number)d rules on record, of which binding %(binding)d.",
            len(in_force),
        )
        % {"number": len(in_force), "binding": sum(rule.legal_force == LegalForce.BINDING for rule in in_force)}
    ]
    if others := len(clock.other_rules):
        found.append(
            ngettext(
                "%(number)d more is not in force yet or at present, or what is on record does not tell.",
                "%(number)d more are not in force yet or at present, or what is on record does not tell.",
                others,
            )
            % {"number": others}
        )
    covering = [*clock.named, *clock.worldwide]
    given_up = sum(item.is_given_up for item in covering)
    if given_up:
        sentence = ngettext(
            "It is covered by %(number)d platform commitment, %(given_up)d of them given up; reported and assessed "
            "differ in %(differing)d.",
            "It is covered by %(number)d platform commitments, %(given_up)d of them given up; reported and assessed "
            "differ in %(differing)d.",
            len(covering),
        )
    else:
        sentence = ngettext(
            "It is covered by %(number)d platform commitment; reported and assessed differ in %(differing)d.",
            "It is covered by %(number)d platform commitments; reported and assessed differ in %(differing)d.",
            len(covering),
        )
    differing = sum(item.standing.differ for item in covering)
    found.append(sentence % {"number": len(covering), "given_up": given_up, "differing": differing})
    if clock.due:
        found.append(
            ngettext(
                "A deadline before the vote: %(number)d promise, of which found fulfilled %(kept)d.",
                "A deadline before the vote: %(number)d promises, of which found fulfilled %(kept)d.",
                len(clock.due),
            )
            % {"number": len(clock.due), "kept": sum(due.is_kept for due in clock.due)}
        )
    if clock.old:
        found.append(
            ngettext(
                "Of %(number)d of these records the newest evidence is older than twelve months.",
                "Of %(number)d of these records the newest evidence is older than twelve months.",
                len(clock.old),
            )
            % {"number": len(clock.old)}
        )
    return found


def state_of_deadline(due: Due) -> str:
    if due.is_kept:
        return _("found fulfilled")
    return _("still ahead") if due.is_to_come else _("passed, and nobody has found it fulfilled")


def may_begin_later(since: str) -> str:
    return _("It begins on a date that may lie after the vote: %(date)s.") % {"date": date_in_words(since)}


def may_have_ended(ended: str) -> str:
    return _("It ends on a date that may lie before the vote: %(date)s.") % {"date": date_in_words(ended)}


def applies_later(since: str) -> str:
    return _("It is adopted, and applies from %(date)s.") % {"date": date_in_words(since)}


def is_suspended(since: str) -> str:
    """Suspended on the day of the vote; the date is left out where it is not on record."""
    if not since:
        return _("It is suspended; since when is not recorded.")
    return _("It is suspended, at least in part, since %(date)s.") % {"date": date_in_words(since)}


def dates_do_not_tell() -> str:
    return _("Something that may have changed it is dated only roughly.")


def not_certainly_there_yet() -> str:
    return _("Whether it was there by the day of this page is not certain.")


def ended_some_time() -> str:
    return _("It stands no more, and when it ended is not recorded.")


def only_proposed() -> str:
    return _("It is only proposed, and holds if it is adopted in time.")


def since_when_is_not_recorded() -> str:
    return _("It is in use, and since when is not recorded.")


def comparable_because(other: Place, is_near: bool, shared: list[str]) -> str:
    """Where it lies, and what it shares."""
    region = places.region_name(other.subregion if is_near else other.region, get_language() or "en")
    if not shared:
        return _("Also in %(region)s; nothing is on record here that could be shared.") % {"region": region}
    named = ", ".join(shared[:NAMED])
    if len(shared) > NAMED:
        named = _("%(named)s and %(number)d more") % {"named": named, "number": len(shared) - NAMED}
    return _("Also in %(region)s; shares: %(provisions)s.") % {"region": region, "provisions": named}
