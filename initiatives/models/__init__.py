from .implementations import Implementation
from .initiatives import InitiativeEvent, InitiativeIndexPage, InitiativePage, InitiativeTheme
from .recommendations import Action, RecommendationPage, RecommendationTheme, TrackerPage

__all__ = [
    "Action",
    "Implementation",
    "InitiativeEvent",
    "InitiativeIndexPage",
    "InitiativePage",
    "InitiativeTheme",
    "RecommendationPage",
    "RecommendationTheme",
    "TrackerPage",
]
