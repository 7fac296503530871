from .edition import Edition
from .links import LinkCheck
from .pages import BasePage, RecordPage
from .rows import DatedRow, Source

__all__ = ["BasePage", "DatedRow", "Edition", "LinkCheck", "RecordPage", "Source"]
