from .commitments import CommitmentPage, CommitmentTheme, StatusEvent
from .elections import ElectionIndexPage, ElectionPage
from .instruments import InstrumentEvent, InstrumentPage, InstrumentProvision, InstrumentTheme
from .jurisdictions import Finding, JurisdictionIndexPage, JurisdictionPage
from .organisations import OrganisationIndexPage, OrganisationPage
from .taxonomy import Provision, ProvisionGroup, Theme, ThemedRow
from .tracks import TrackedPage, TrackEvent

__all__ = [
    "CommitmentPage",
    "CommitmentTheme",
    "ElectionIndexPage",
    "ElectionPage",
    "Finding",
    "InstrumentEvent",
    "InstrumentPage",
    "InstrumentProvision",
    "InstrumentTheme",
    "JurisdictionIndexPage",
    "JurisdictionPage",
    "OrganisationIndexPage",
    "OrganisationPage",
    "Provision",
    "ProvisionGroup",
    "StatusEvent",
    "Theme",
    "ThemedRow",
    "TrackEvent",
    "TrackedPage",
]
