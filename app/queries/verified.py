"""What the verification of a quotation shows."""

from dataclasses import dataclass

from app.queries.found import PassagePlace
from app.queries.pages import ListedQuote
from app.queries.parts import SAID, SourceName
from app.vocabulary import Wording
from app.wording import Compared


@dataclass(frozen=True, slots=True)
class WordsPlace:
    """Where in a source the words stand, or words that are like them."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    by: str | None
    """Its authors' names; null where it is unsigned."""
    passage: PassagePlace
    """The passage in which they begin."""
    start: int
    """Where they begin in the file as received, in code points."""
    end: int
    """Where they end, exclusive."""
    wording: Wording
    """Whether these are the very words: exact, typographic or differs."""
    exact: str
    """What stands there, letter for letter."""
    before: str
    """What stands before it in its first sentence; empty where it begins one."""
    after: str
    """What stands after it in its last sentence; empty where it ends one."""
    bits: tuple[Compared, ...]
    """Where the wording differs: both wordings, word by word; else none."""
    only_signs: bool
    """Whether the two differ in punctuation and capitals alone."""
    address: str
    """The address of the passage, in which browsers that can mark the words."""
    quotes: tuple[ListedQuote, ...]
    """The quotes that take up any of these words, with who says them and the claims."""


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """Where in which source the words of a reader stand, exactly or how they differ."""

    __pydantic_config__ = SAID

    typed: str
    """The words, as they were read; empty where there were none."""
    status: Wording | None
    """What became of them; null where there was no word to look for."""
    remarks: tuple[str, ...]
    """What a reader should know of how they were read."""
    places: tuple[WordsPlace, ...]
    """Where they stand, oldest source first; where they differ, part by part."""
    more: bool
    """Whether they stand in further places, which are not shown."""
    parts: bool
    """Whether each place has but a part of them: they do not stand together."""
    missing: tuple[str, ...]
    """Where only parts of them stand somewhere: the parts that are like
    nothing there."""
    query: str
    """The search for them, as it stands in the address, without a question mark."""
