"""Words of English that tell no text from another, and the stems of the others.

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
# The same, and words with which a reader asks who said a thing.
ASKING_WORDS = FUNCTION_WORDS | {
    *("say", "says", "said", "saying", "something", "someone", "somebody", "quote"),
    *("quotes", "article"),
}
_ENDING = re.compile(r"(?<=\w{3})(?:'s|ies|es|s|ed|ing|d|e|y)$")


def stem(word: str) -> str:
    """Return a word, in lower case, without its commonest endings: a rough guess."""
    return _ENDING.sub("", _ENDING.sub("", word)) if len(word) > 4 else word
