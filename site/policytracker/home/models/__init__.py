from .pages import HomePage, TextPage

__all__ = ["HomePage", "TextPage"]
