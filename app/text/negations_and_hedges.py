"""Words of English that deny something, or make it less than certain.

A debate in another language has none of them.
"""

import re

# What a reader's quotation may leave out only with a warning. Curators are warned by the
# shorter lists of ``compile.review``: each word there is one to weigh in the seeds.
_NEGATION = re.compile(
    r"\b(?:not(?! only\b)|no|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly"
    r"|scarcely|barely|seldom|rarely|(?<!\ba )few|unlikely|unable to|impossible|anything but|far from|rather than|instead of"
    r"|fail(?:s|ed)? to|refus(?:es|ed?) to|den(?:y|ies|ied)|lacks?)\b|\w+n't\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    # With a capital it is the month.
    r"\b(?:(?-i:may)|might|could|would|perhaps|maybe|possibl[ey]|possibility|probabl[ey]|potential"
    r"|potentially|likely|unlikely|seem(?:s|ed|ing(?:ly)?)?|appear(?:s|ed)?|apparently|suggest"
    r"(?:s|ed)?|reportedly|allegedly|supposedly|ostensibly|theoretically|presumably|arguably"
    r"|virtually|roughly|approximately|relatively|somewhat|partly|partially|largely|mostly|mainly|almost|nearly|sometimes|often|if|unless"
    r"|provided that|so far|for now|at least|at present|in part|in theory|to some extent"
    r"|(?<!not )only|merely|on the surface|as long as|for the foreseeable future|in certain circumstances"
    # What is tried is said to be done.
    r"|(?:aim|attempt|hope|intend|plan|promise|seek|threaten|try|tries|tried|want)(?:s|ed|ing)? to"
    # Somebody's opinion is made a fact.
    r"|(?:analysts?|critics|commentators|experts?|many|observers|officials|scholars|some)"
    r" (?:argue|assume|believe|claim|consider|expect|fear|hope|reckon|say|suspect|think)s?"
    r"|(?:is|are|was|were) (?:alleged|assumed|believed|considered|expected|said|supposed"
    r"|thought) to)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# What begins words that hang on the sentence and can go without changing what it says.
_ASIDE = re.compile(
    r"\W*(?:that (?:is|are|was|were|has|have|had|can|could|may|might|will|would|does|do|did)"
    r"|because|which|who|whose|where|when|while|although|though|despite|unlike|like|including"
    r"|as(?! long as| if| though)"
    r"|such as|similar to|for example|for instance|in addition|furthermore)\b",
    re.IGNORECASE,
)


def negations(text: str) -> list[str]:
    """Return those of the folded words that deny something."""
    return [found[0] for found in _NEGATION.finditer(text)]


def hedges(text: str) -> list[str]:
    """Return those of the folded words that make something less than certain."""
    return [found[0] for found in _HEDGE.finditer(text)]


def is_aside(text: str) -> bool:
    """Whether folded words hang on a sentence that says the same without them."""
    return bool(_ASIDE.match(text)) and len(text.split()) > 3


def without_brackets(text: str) -> str:
    """Return folded words without what stands in brackets, which can go, too."""
    return _BRACKETS.sub(" ", text)
