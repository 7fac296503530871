from .links import LinkCheck
from .pages import BasePage, RecordPage
from .rows import DatedRow, Source

__all__ = ["BasePage", "DatedRow", "LinkCheck", "RecordPage", "Source"]
