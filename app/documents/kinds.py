"""What sort of work a document is, where its lines plainly say it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.blocks import Fact
from app.documents.title_lines import are_names
from app.domain.vocabulary import Basis, SourceKind

_SPEAKING = r"(?:address|lecture|remarks|sermon|speech|talk)"
_GIVEN = r"(?:as\s+)?(?:delivered|given|made)"
# "Remarks by the harbour master", "Inaugural Address", "Check against delivery".
_SPEECH = re.compile(
    rf"(?:(?:the\s+)?(?:text|transcript)\s+of\s+)?(?:(?:an?|the)\s+)?{_SPEAKING}"
    rf"\s+(?:{_GIVEN}|at|before|by|to)\b.*"
    rf"|(?:speech|remarks)\s+of\s+.*"
    r"|.*\b(?:acceptance|closing|commencement|farewell|inaugural|keynote|maiden|opening"
    rf"|state of the (?:nation|union)|welcome)\s+{_SPEAKING}(?:\s*[,:(].*|\s+(?:at|by|to)\b.*)?"
    r"|\W*(?:(?:as )?prepared for delivery|(?:as|check against) deliver(?:y|ed))\W*",
    re.IGNORECASE,
)
# "Report of the Harbour Board", "Harbour Working Paper No. 12".
_REPORT = re.compile(
    r"(?:.*\s)?(?:report|(?:discussion|occasional|policy|technical|white|working) paper)"
    r"(?:\s+(?:by|for|from|of|on|no|nr|number|to)\b.*|\s*[\d:#(,–-].*)?",  # noqa: RUF001
    re.IGNORECASE,
)


def is_speech(line: str) -> bool:
    """Whether a line says that the text is a speech."""
    return bool(_SPEECH.fullmatch(line))


def guessed_kind(lines: Sequence[str], title: str, name: str) -> Iterator[Fact]:
    """Yield the kind of the document in the file *name*, by its title or a line near it.

    The title alone is a guess: an article may be about a speech. Of a PDF alone is a line that
    says "Report" taken for that of a title page; one with a number is the series, too.
    """
    for line in (*lines, title):
        if is_speech(line):
            basis = Basis.INFERRED if line == title else Basis.STATED
            yield replace(_guess("kind", SourceKind.SPEECH, line), basis=basis)
            return
    for line in (title, *lines) if name.lower().endswith(".pdf") else ():
        # In a line of a sentence not all words have a capital.
        if _REPORT.fullmatch(line) and (line == title or are_names(line)):
            yield _guess("kind", SourceKind.REPORT, line)
            if line != title and re.search(r"\d", line):
                yield _guess("container", line, line)
            return


def _guess(key: str, value: str, line: str) -> Fact:
    return Fact(key, value, f"the line “{line}”", Basis.INFERRED)
