"""How the page tests read: the words of a part of a page."""

from bs4 import Tag


def words(tag: Tag | None) -> str:
    """Give the words of *tag*, one blank wherever there is space or a new element."""
    assert tag is not None, "there is no such part on the page"
    return " ".join(tag.get_text(" ").split())
