"""The vocabulary of instruments, commitments and elections. Groups of values stand beside what they group."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JurisdictionKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    PART_OF_COUNTRY = "part-of-country", _("Part of a country")
    REGIONAL_BODY = "regional-body", _("Regional organisation")
    INTERNATIONAL_BODY = "international-body", _("International organisation")


class InstrumentKind(models.TextChoices):
    STRATEGY = "strategy", _("Strategy")
    STATUTE = "statute", _("Statute")
    REGULATION = "regulation", _("Regulation")
    ELECTORAL_RESOLUTION = "electoral-resolution", _("Electoral resolution")
    CODE_OF_PRACTICE = "code-of-practice", _("Code of practice")
    GUIDELINE = "guideline", _("Guideline")
    INSTITUTION = "institution", _("Institution")
    MEMORANDUM = "memorandum", _("Memorandum")
    COURT_DECISION = "court-decision", _("Court decision")


class LegalForce(models.TextChoices):
    """In falling order of what can be enforced."""

    BINDING = "binding", _("Binding")
    CO_REGULATORY = "co-regulatory", _("Co-regulatory")
    VOLUNTARY = "voluntary", _("Voluntary")
    INSTITUTIONAL = "institutional", _("Institution")


class InstrumentStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    IN_FORCE = "in-force", _("In force")
    PARTLY_IN_FORCE = "partly-in-force", _("Partly in force")
    AMENDED = "amended", _("In force, amended")
    SUSPENDED = "suspended", _("Suspended")
    STRUCK_DOWN = "struck-down", _("Struck down")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What counts when a reader asks who *has* a provision. A guideline or a code that was adopted is in use.
STANDING = (
    InstrumentStatus.ADOPTED,
    InstrumentStatus.IN_FORCE,
    InstrumentStatus.PARTLY_IN_FORCE,
    InstrumentStatus.AMENDED,
)
# What was, and is no more. The rest is not in use yet, or not at present.
ENDED = (
    InstrumentStatus.STRUCK_DOWN,
    InstrumentStatus.REPEALED,
    InstrumentStatus.EXPIRED,
    InstrumentStatus.WITHDRAWN,
)


class Addressee(models.TextChoices):
    ONLINE_PLATFORMS = "online-platforms", _("Online platforms")
    POLITICAL_ACTORS = "political-actors", _("Political actors")
    ADVERTISERS = "advertisers", _("Advertisers")
    MEDIA = "media", _("Media")
    STATE_BODIES = "state-bodies", _("State bodies")
    TELECOMS = "telecoms", _("Telecommunications companies")
    PUBLIC = "public", _("The public")
    AI_PROVIDERS = "ai-providers", _("AI providers")


class InstrumentEventKind(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    IN_FORCE = "in-force", _("In force")
    AMENDED = "amended", _("Amended")
    APPLIED = "applied", _("Applied")
    CHALLENGED = "challenged", _("Challenged")
    RULING = "ruling", _("Ruling")
    SUSPENDED = "suspended", _("Suspended")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")
    REVIEWED = "reviewed", _("Reviewed")
    LAUNCHED = "launched", _("Launched")


class CommitmentKind(models.TextChoices):
    POLICY = "policy", _("Policy")
    PRODUCT = "product", _("Product")
    ACCORD_COMMITMENT = "accord-commitment", _("Promise under an accord")
    CODE_COMMITMENT = "code-commitment", _("Promise under a code")
    PARTNERSHIP = "partnership", _("Partnership")
    DATA_ACCESS = "data-access", _("Access to data")
    TRANSPARENCY_REPORT = "transparency-report", _("Transparency report")


class CommitmentStatus(models.TextChoices):
    """How a commitment, or the implementation of an action, stands."""

    ANNOUNCED = "announced", _("Announced")
    IN_PROGRESS = "in-progress", _("In progress")
    FULFILLED = "fulfilled", _("Fulfilled")
    PARTIALLY_FULFILLED = "partially-fulfilled", _("Partly fulfilled")
    WEAKENED = "weakened", _("Weakened")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NO_EVIDENCE = "no-evidence", _("No evidence found")
    UNVERIFIABLE = "unverifiable", _("Not verifiable")
    SUPERSEDED = "superseded", _("Superseded")


# Results of looking: nobody says them of what they have promised themselves. The first needs the day of the search,
# the text of the second is the reason.
ONLY_ASSESSED = (CommitmentStatus.NO_EVIDENCE, CommitmentStatus.UNVERIFIABLE)
# A promise that nobody is held to any more.
GIVEN_UP = (CommitmentStatus.WITHDRAWN, CommitmentStatus.SUPERSEDED)


class Track(models.TextChoices):
    """Who says so: the one who promised, or the editors on the evidence of somebody else."""

    REPORTED = "reported", _("Reported")
    ASSESSED = "assessed", _("Assessed")


class Gap(models.TextChoices):
    """How what is reported lies to what is assessed."""

    DIFFER = "differ", _("They differ")
    AGREE = "agree", _("They agree")
    ONLY_REPORTED = "only-reported", _("Reported, not assessed yet")
    ONLY_ASSESSED = "only-assessed", _("Assessed, nothing reported")


class FindingState(models.TextChoices):
    """What is known of a provision where no instrument on record carries it."""

    ABSENT = "absent", _("Looked for and not found")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")


class ColumnKind(models.TextChoices):
    """What can be a column of a comparison."""

    JURISDICTION = "jurisdiction", _("Jurisdiction")
    INSTRUMENT = "instrument", _("Instrument")
    ORGANISATION = "organisation", _("Organisation")
    COMMITMENT = "commitment", _("Commitment")


class CellState(models.TextChoices):
    """What a comparison answers in a cell, or which kind of empty it is; those of a FindingState are among them."""

    RECORDED = "recorded", _("On record")
    NOT_IN_USE = "not-in-use", _("On record, not in use")
    NOT_BINDING = "not-binding", _("Nothing binding on record")
    ABSENT = "absent", _("Looked for and not found")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")
    PROMISED = "promised", _("Promised")
    GIVEN_UP = "given-up", _("Promised and given up")
    NOT_PROMISED = "not-promised", _("No promise on record")
    NOT_RECORDED = "not-recorded", _("Nothing on record in this instrument")
    UNKNOWN = "unknown", _("Nobody has looked yet")


class ElectionKind(models.TextChoices):
    PRESIDENTIAL = "presidential", _("Presidential")
    PARLIAMENTARY = "parliamentary", _("Parliamentary")
    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    REFERENDUM = "referendum", _("Referendum")
    EUROPEAN_PARLIAMENT = "european-parliament", _("European Parliament")
    CONSTITUENT = "constituent", _("Constituent assembly")
