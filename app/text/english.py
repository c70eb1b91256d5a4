"""Words of English that decide what a quotation means, or say little about its subject.

A debate in another language has none of them.
"""

import re

# Words that any sentence may have: they tell no text from another. Kept without their
# apostrophes, and without "us", which may be the US.
FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although am an and any are aren't as at
    be because been before being below between both but by can cannot can't could
    couldn't did didn't do does doesn't doing don't down during each either else even
    ever every few for from further had hadn't has hasn't have haven't having he her
    here hers him his how however i if in indeed into is isn't it its itself just let
    may me might more most much must mustn't my neither no nor not now of off on once
    one only or other our out over own rather same shall she should shouldn't so some
    such than that that's the their theirs them then there therefore these they this
    those though through thus to too under until up upon very was wasn't we were
    weren't what when where whether which while who whom whose why will with within
    without won't would wouldn't yet you your
    """.replace("'", "").split()
)

# What a reader's quotation may leave out only with a warning. Curators are warned by the
# shorter lists of ``compile.review``: each word there is one to weigh in the seeds.
_NEGATION = re.compile(
    r"\b(?:not(?! only\b)|no|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly"
    r"|scarcely|barely|seldom|rarely|unlikely|anything but|far from|rather than|instead of"
    r"|fail(?:s|ed)? to|refus(?:es|ed?) to|den(?:y|ies|ied)|lacks?)\b|\w+n't\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    # With a capital it is the month.
    r"\b(?:(?-i:may)|might|could|would|perhaps|maybe|possibl[ey]|possibility|probabl[ey]|potential"
    r"|potentially|likely|unlikely|seem(?:s|ed|ing(?:ly)?)?|appear(?:s|ed)?|apparently|suggest"
    r"(?:s|ed)?|reportedly|allegedly|supposedly|ostensibly|theoretically|presumably|arguably"
    r"|somewhat|partly|partially|largely|mostly|mainly|almost|nearly|sometimes|often|if|unless"
    r"|provided that|so far|for now|at least|at present|in part|in theory|to some extent"
    r"|(?<!not )only|merely|on the surface|as long as|for the foreseeable future|in certain circumstances)\b",
    re.IGNORECASE,
)
# What begins words that hang on the sentence and can go without changing what it says.
_ASIDE = re.compile(
    r"\W*(?:which|who|whose|where|when|while|although|though|despite|unlike|like|including"
    r"|as(?! long as| if| though)"
    r"|such as|similar to|for example|for instance|in addition|furthermore)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?<=\w{3})(?:'s|ies|es|s|ed|ing|d|e|y)$")


def has_negation(text: str) -> bool:
    """Whether folded words deny something."""
    return bool(_NEGATION.search(text))


def has_hedge(text: str) -> bool:
    """Whether folded words make something less than certain."""
    return bool(_HEDGE.search(text))


def is_aside(text: str) -> bool:
    """Whether folded words hang on a sentence that says the same without them."""
    return bool(_ASIDE.match(text)) and len(text.split()) > 3


def stem(word: str) -> str:
    """Return a word, in lower case, without its commonest endings: a rough guess."""
    return _ENDING.sub("", _ENDING.sub("", word)) if len(word) > 4 else word
