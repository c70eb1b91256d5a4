"""The closed lists, with the labels and explanations that readers see."""

from enum import StrEnum
from typing import Self


class _Labelled(StrEnum):
    """Words with the label that readers see."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Attach the label to the word."""
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member


class _Explained(StrEnum):
    """Words with the explanation that readers see."""

    _value_: str
    meaning: str
    passive: str

    def __new__(cls, value: str, meaning: str = "", passive: str = "") -> Self:
        """Attach the explanation, and for "… by" the passive, to the word."""
        member = str.__new__(cls, value)
        member._value_, member.meaning, member.passive = value, meaning, passive
        return member


class Stance(_Labelled):
    """The side of the question that a claim speaks for."""

    FOR = "for", "For"
    AGAINST = "against", "Against"

    @property
    def other(self) -> "Stance":
        """The opposite side."""
        return Stance.AGAINST if self is Stance.FOR else Stance.FOR


class Attitude(_Explained):
    """What the author of a source does with the words that stand in it."""

    ASSERTS = "asserts", "The author says it, not somebody else.", "asserted by"
    REPORTS = "reports", "The author tells what somebody else says.", "reported by"
    ENDORSES = (
        "endorses",
        "The author tells what somebody else says, and agrees.",
        "endorsed by",
    )
    DISPUTES = (
        "disputes",
        "The author tells what somebody else says, and disagrees.",
        "disputed by",
    )
    CONCEDES = "concedes", "The author grants it to the other side.", "conceded by"

    @property
    def by(self) -> str:
        """The words before the author's name: "reported by"."""
        return self.passive


# In the source's own voice, these are what the authors themselves say.
OWN_ATTITUDES = frozenset({Attitude.ASSERTS, Attitude.CONCEDES})


class RelationKind(_Explained):
    """How one claim bears on another."""

    SUPPORTS = "supports", "It gives a reason for the other claim.", "supported"
    REBUTS = "rebuts", "It says that the other claim is false.", "rebutted"
    UNDERCUTS = (
        "undercuts",
        "It says that the other claim does not follow from its grounds.",
        "undercut",
    )
    QUALIFIES = "qualifies", "It says where the other claim ends.", "qualified"


# These answer a claim of the other side; SUPPORTS joins claims of one side.
ANSWERS = frozenset(
    {RelationKind.REBUTS, RelationKind.UNDERCUTS, RelationKind.QUALIFIES}
)


class PassageKind(_Labelled):
    """What a block of an article is."""

    HEADING = "heading", "Heading"
    PARAGRAPH = "paragraph", "Passage"
    CAPTION = "caption", "Caption"
    FRONT = "front", "Before the article"
    BACK = "back", "After the article"
    CHROME = "chrome", "From the web site"


class SpeakerKind(_Labelled):
    """What sort of speaker it is."""

    PERSON = "person", "Persons"
    INSTITUTION = "institution", "Institutions"
    GROUP = "group", "Groups"

    @property
    def plural(self) -> str:
        """The heading of a list of such speakers."""
        return self.label


class Reason(_Explained):
    """Why a sentence is not quoted."""

    BACKGROUND = "background", "Facts that bear on neither side by themselves."
    OFF = "off-the-question", "It speaks of something else than the alliance."
    REPEATS = "repeats", "It says again what a quote says."
    UNCLEAR = "unclear", "It is garbled in the source."
    FRAMING = "framing", "It announces or joins what other sentences say."


class Match(_Explained):
    """How the words that a curator wrote were found in the source."""

    EXACT = "exact", "Found once, letter for letter"
    TYPOGRAPHIC = (
        "typographic",
        "Found once; only spaces, quotation marks or dashes differ in kind",
    )


class Wording(_Explained):
    """How the words that a reader verified stand in the sources."""

    EXACT = "exact", "They stand there, letter for letter."
    TYPOGRAPHIC = (
        "typographic",
        (
            "They stand there; only spaces, quotation marks, dashes or signs of "
            "markup differ in kind."
        ),
    )
    DIFFERS = "differs", "Something like them stands there, in other words."
    NOWHERE = "nowhere", "Neither they nor anything like them stands in a source."


class Holder(StrEnum):
    """Where a word occurs when pasted words are compared with a source."""

    BOTH = "both"
    PASTED = "pasted"
    SOURCE = "source"


class Basis(StrEnum):
    """Whether a date stands in the text or follows from it."""

    STATED = "stated"
    INFERRED = "inferred"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class FormerKind(StrEnum):
    """What a former slug named."""

    CLAIM = "claim"
    SOURCE = "source"
    THEME = "theme"
    SPEAKER = "speaker"


class Voice(_Labelled):
    """Whose words a list is limited to."""

    ALL = "all", "Anyone quoted"
    AUTHORS = "authors", "Only what authors assert"


class Style(_Labelled):
    """A style of citation."""

    APA = "apa", "APA"
    MLA = "mla", "MLA"
    CHICAGO = "chicago", "Chicago"
    HARVARD = "harvard", "Harvard"


class HitKind(_Labelled):
    """What a search can find."""

    CLAIMS = "claims", "Claims"
    QUOTES = "quotes", "Quotes"
    PASSAGES = "passages", "Passages"


class Caution(_Labelled):
    """Something that ``check`` asks a curator to weigh."""

    STARTS_AFTER = "starts-after", "The sentence takes a turn before the quote"
    STOPS_BEFORE = "stops-before", "The sentence takes a turn after the quote"
    DROPS_NEGATION = "drops-negation", "A negation stands outside the quote"
    DROPS_HEDGE = "drops-hedge", "A hedge stands outside the quote"
    SHORT = "short", "The quote is short"
    ALIKE = "alike", "Another claim has nearly the same words"
    ONE_SOURCE = "one-source", "It rests on one source"
    UNANSWERED = "unanswered", "Nothing answers it"
