from .instrument import instrument_briefing
from .jurisdiction import jurisdiction_briefing
from .organisation import organisation_briefing

__all__ = ["instrument_briefing", "jurisdiction_briefing", "organisation_briefing"]
