from .implementations import Implementation, ImplementationEvent
from .initiatives import InitiativeEvent, InitiativeIndexPage, InitiativePage, InitiativeTheme
from .recommendations import Action, RecommendationPage, RecommendationTheme, TrackerPage

__all__ = [
    "Action",
    "Implementation",
    "ImplementationEvent",
    "InitiativeEvent",
    "InitiativeIndexPage",
    "InitiativePage",
    "InitiativeTheme",
    "RecommendationPage",
    "RecommendationTheme",
    "TrackerPage",
]
