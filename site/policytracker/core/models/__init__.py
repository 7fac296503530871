from .pages import BasePage, RecordPage
from .rows import DatedRow, Source

__all__ = ["BasePage", "DatedRow", "RecordPage", "Source"]
