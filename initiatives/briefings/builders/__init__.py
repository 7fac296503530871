from .comparison import comparison_briefing
from .election import election_briefing
from .instrument import instrument_briefing
from .jurisdiction import jurisdiction_briefing
from .organisation import organisation_briefing
from .recommendation import recommendation_briefing

__all__ = [
    "comparison_briefing",
    "election_briefing",
    "instrument_briefing",
    "jurisdiction_briefing",
    "organisation_briefing",
    "recommendation_briefing",
]
