"""The English words by which a text says whose words it quotes.

Patterns for what stands before or after a name, and for pronouns. A debate in another
language has none of them.
"""

# ruff: noqa: RUF001 - quotation marks look alike

import re
from functools import cached_property
from typing import Any, cast


class _Later:
    """A pattern that is compiled when it is first used.

    Only a text with quotations needs these; to compile all would take a fifth of the time
    in which the site starts.
    """

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)


def _later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return cast("re.Pattern[str]", _Later(pattern, flags))


# What speakers do, as dictionaries list it; then irregular forms, more verbs, and phrases, each
# as a pattern.
_VERBS = """
    accuse acknowledge add advise affirm agree allege announce answer anticipate argue ask
    assert assess assure believe boast call caution characterise characterize cite claim
    comment complain concede conclude consider contend continue counter declare defend
    deny describe detail dismiss document doubt emphasise emphasize estimate exclaim
    expect explain express extol fear grant hail highlight hint hold hope insist judge
    justify label lament maintain mention note object observe opine outline pledge portray
    posit praise predict proclaim promise propose publish quote reaffirm reason recall
    reckon recognise recognize record reiterate reject remark remind repeat reply report respond
    retort reveal say see show sketch speak state stress suggest swear tell term testify
    think underline urge voice vow warn wonder write"""
_OTHER_FORMS = """
    said told swore sworn wrote written thought held saw spoke spoken showed shown found
    finds admits admitted admitting admit quips quipped dubs dubbed extolled foresees
    foresaw refers referred referring refer labelled labelling goes\\son went\\son
    goes\\sfurther went\\sfurther puts?\\s(?:it|this|that|the\\s(?:matter|case|point))
    sums?\\s(?:it\\s|this\\s)?up summed\\s(?:it\\s|this\\s)?up captures?\\sit captured\\sit
    ha(?:s|d|ve)\\sit(?:\\sright)?(?=[,:]|\\sthat) offers?\\s(?:us\\s)?this offered\\sthis
    (?:gets?|got)\\s(?:it\\sright|to\\sthe\\s(?:heart|point))
    ma(?:kes?|de)\\sthe\\s(?:case|point|argument)
    points?\\sout pointed\\sout points?\\sto pointed\\sto spells?\\sout spelled\\sout
    lays?\\sout laid\\sout makes?\\sclear made\\sclear"""


def _forms(verb: str) -> str:
    """Return the pattern of the regular forms of a verb: "argues", "denied", "warning"."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}(?:es?|ed|ing)"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}(?:y|ies|ied|ying)"
    return f"{verb}(?:e?s|e?d|ing)?"


_VERBS_OF_SAYING = (
    rf"(?:{'|'.join([*map(_forms, _VERBS.split()), *_OTHER_FORMS.split()])})\b"
)
# What a speaker has: words, an article, a view.
_THEIR_WORDS = r"""(?:accounts?|analys[ie]s|answers?|arguments?|articles?|assertions?|assessments?|claims?|comments?
    |commentary|commentaries|conclusions?|declarations?|descriptions?|essays?|formulas?|interviews?
    |insights?|judgements?|judgments?|lines?|messages?|mottos?|observations?|opinions?|papers?|phrases?|pieces?|points?|promises?
    |quotations?|quotes?|remarks?|replies|reply|responses?|sentences?|speech|speeches|statements?|terms?|verdicts?|views?
    |warnings?|words?)\b"""
# With one of these words between, a verb is not what a name before it says.
_BREAK = r"""(?:and|but|that|with|was|were|been|being|not|never|hardly|\w+n['’]t)\b"""
# A label: "Putin, speaking of Xi: …", "Rinna in 2014: …".
LABEL = _later(
    r"(?:,?\s+(?:on|of|about|to|after|before|speaking|talking|writing|in(?=\s[A-Z\d]))\b"
    r"[^.;:!?“”\"]{0,80})\s*:\s*(?:[\"“„«‘]|$)"
)
# What announces words of somebody: "comes to a sober conclusion:", "is blunt:".
_ANNOUNCES = r"""(?:answer|argument|claim|conclusion|formula|judgement|judgment|message|observation|opinion|remark
    |terms|verdict|view|warning|words?|as\sfollow|adamant|blunt|categorical|clear|explicit|frank|plain)s?\b"""
# What follows a name that says something: a verb, a few words on, or after what stands
# between commas or brackets.
SAYS = _later(
    rf"""[*_]*(?:\s*\([^()]*\))?(?:\s*,\s(?:[^.;:!?“”"]|“[^”]{{1,30}}”){{1,200}}?,)?(?:,\s+(?:who|which))?
        (?:(?:\s+(?!{_BREAK})[a-z][\w'’-]*){{0,3}}?,?\s+{_VERBS_OF_SAYING}
        |(?:\s+(?!{_BREAK})[a-z][\w'’-]*){{1,10}}?\s+{_ANNOUNCES}(?:\s+[a-z][\w'’-]*){{0,4}}\s*:\s*(?:["“„«‘]|$))""",
    re.VERBOSE,
)
# What is theirs: their words or their article; or a colon.
THEIRS = _later(
    rf"""[*_]*(?:['’]s?[*_]*\s+(?:[\w'’-]+\s+){{0,3}}?{_THEIR_WORDS}
        |(?:\s*\([^()]*\))?[*_]*\s*:\s*(?:["“”‘«»„]|$))""",
    re.VERBOSE,
)
# What stands before such a name: "according to", or a verb after a quotation or a comma,
# with a title of a few words between, which has none of these words.
_LINK = r"(?:with|of|to|in|on|at|from|for|by|about|that|and|his|her|their|its|as)\b"
SAID_BY = _later(
    rf"""(?:
        \b(?:according\s+to|(?:words?|views?|opinion|eyes|judgement|judgment|phrase)\s+of|attributed\s+to
            |(?:comes?|taken|quote|quotation|line|passage|words)\s+from|thanks\s+to|{_VERBS_OF_SAYING}\s+by
            |to\s+(?:quote|cite)|(?:I|we)\s+agree\s+with)
        |(?:^\W*|[,;]\s+(?:(?:but|and|yet|while|whereas)\s+)?)for
        |["”’»]\s*,?\s+(?:by|(?:is|are|was|were)\s+(?:how|what))
        |(?:(?:["”’»]\s*,?|,)\s+(?!\w+ing\b)|\bas\s+){_VERBS_OF_SAYING}
        )(?:\s+(?!{_LINK})[\w'’-]+){{0,4}}?[\s*_]*$
    |[-—–]{{1,3}}\s*[*_]*(?:[\w'’-]+\s+){{0,4}}?$""",
    re.VERBOSE | re.IGNORECASE,
)
# What a person does and hardly anything else: "Biden said".
PERSON_SAYS = _later(
    r"\s+(?:also\s+|once\s+|then\s+)?(?:said|says|told|tells|wrote|writes|argued|argues|claimed"
    r"|claims|insisted|insists|declared|declares|warned|warns|added|adds|stated|states"
    r"|remarked|remarks|vowed|vows|boasted|boasts|replied|replies)\b"
)
# Words that begin such a sentence and name nobody, among them all that end as plurals do.
NO_PERSON = _later(
    r"\w+(?:s|one|body|thing|ing)|Another|Critic|History|Legend|Literature|Media|Opposition"
    r"|Press|Propaganda|Research|Rumou?r|Scholarship|Theory|Tradition|Wisdom"
)
# Words that may begin a sentence before a name, with a capital, and are no part of it. Not so
# "The", "Will", "May" or "He": the Guardian, Will Hutton and He Lifeng are called so.
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
BEFORE_NAME = _later(
    rf"""(?:(?:In|On|By|Since|Until|Last|Next|Early|Late)\s+(?:{_DAYS}|{_MONTHS})\s+
        |(?:{_DAYS}|After|Afterwards|Again|Also|Although|And|Another|As|At|Because|Before|Besides
        |But|By|Despite|Did|Does|Earlier|Elsewhere|Even|For|From|Furthermore|Hence|How|However|If
        |In|Indeed|Instead|Just|Last|Later|Like|Likewise|Meanwhile|Moreover|Nevertheless|Next
        |Nonetheless|Nor|Not|Now|On|Once|Only|Or|Otherwise|Perhaps|Rather|Since|Soon|Still|Such
        |Than|That|Then|There|Therefore|Though|Thus|Today|Tomorrow|Too|Tonight|Unless|Unlike|Until
        |Upon|Was|What|Whatever|When|Whenever|Where|Whereas|Whether|Which|While|Whilst|Who|Whose|Why
        |With|Within|Without|Yesterday|Yet|(?!Beverly|Kimberly)[A-Z]\w{{4,}}ly)\s+)+""",
    re.VERBOSE,
)
# After these words a name is no subject: "critics of Putin say", "critics of Putin and Xi say";
# but it is in "“…”, and Xi says".
OF = _later(
    r"(?:\b(?:what|whatever|neither|nor|of|on|against|about|under|unlike|like|with|to|in|from"
    r"|by|at|for|between|than"
    r"|citing|quoting|echoing|paraphrasing|describing|calling)"
    r"|(?<![\"”»’,)\]\s])\s+and)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# But with these it is: "the analysts at Re:Russia say", "the article by Datta says".
FROM_THERE = _later(
    r"\b(?:(?:authors?|analysts?|writers?|editors?|scholars?|experts?|researchers?|people)"
    r"\s+(?:of|at|from|behind|with)|(?:article|commentary|essay|paper|piece)\s+by)\s+[*_]*$",
    re.IGNORECASE,
)
# What sets somebody against the words that are quoted: "unlike Rinna", "against Rinna's view".
CONTRAST = _later(
    r"\b(?:unlike|against|contrary\s+to|contra|pace|despite|neither|nor|(?<!better )than|not|disagree\w*\s+with)"
    r"\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
# What follows a name that is said not to say something: "never wrote", "does not say".
SAYS_NOT = _later(rf"\s+(?:[a-z]+\s+)?(?:never|not|\w+n['’]t)\s+{_VERBS_OF_SAYING}")
# What follows the name of somebody who denies what is quoted: it is another's.
DENIES = _later(
    r"(?:\s+[a-z]+){0,2}?\s+(?:challeng|contradict|criticis|criticiz|deni|deny|disagree|dismiss"
    r"|disput|doubt|mock|oppos|question|rebut|refut|reject|scoff|warn\w*\s+against)\w*"
)
# How a short sentence begins or ends that speaks of the quotation before it: "That is how
# Datta sees it", "So Datta", "Datta said so".
BACKWARD = _later(
    r"\W*(?:(?:that|this|these|those|such|so|thus|it|here|well|the\s+\w+)\b.*"
    r"|\w+(?:\s+\w+){0,8}\s+(?:this|that|so|it|again|too)(?:\s+(?:better|best|well))?\W*)",
    re.IGNORECASE,
)
# What joins names of which any may be the speaker: "Rinna and Datta".
JOINS_NAMES = _later(r",?\s+(?:and|or|&)\s+(?:[A-Z]\w+\s+){0,3}|,\s+")
# What makes somebody a speaker, whatever stands before the name: "with Rinna, who writes".
WHO = _later(r",\s+(?:who|whose|which)\b")
PRONOUN = _later(
    rf"""\b(?:he|she|they|it(?!\s(?:has|had|is|was|can|could|may|might|will|would)\b)
        |the\s+(?:\w+\s+)?(?:author|authors|article|analyst|analysts|president|minister|leader
            |writer|scholar|scholars|expert|experts|text|piece|essay|former|latter|same\s+\w+))
        (?:\s+[\w'’-]+){{0,2}}?\s+{_VERBS_OF_SAYING}
        |{_VERBS_OF_SAYING}\s+(?:he|she|they|the\s+(?:author|authors|analyst|president|minister|leader))\b
        |\b(?:his|her|its|their)\s+(?:own\s+)?(?:eyes\b|{_THEIR_WORDS})
        |^\W*(?:he|she|they)\b""",
    re.VERBOSE | re.IGNORECASE,
)
HE = _later(r"\b(?:he|she|his|her)\b", re.IGNORECASE)

# --- several quotations in one sentence ----------------------------------------------

# Not so "and" within "as Rajput and Ghosh, …".
_CONJUNCTION = r"""(?:,\s*)?\b(?:and(?!\s+[A-ZÀ-ÖØ-Þ][\w'’-]*\s*(?:[,.;:]|$))|but|yet|while|whilst|whereas
    |although|though|because|since|when|where|which|who|whom|whose)\b"""
# Where another clause begins, which may be about somebody else.
OTHER_CLAUSE = _later(_CONJUNCTION, re.VERBOSE)
CLAUSE = _later(rf"{_CONJUNCTION}|[,;.!?](?=\s)|:(?=\s+\w)|[—–]", re.VERBOSE)
# What closes a quotation: a reference in brackets, a comma.
CLOSING = _later(r"[\s*_]*(\([^()]*\)|\[[^\[\]]*\])?\s*,?\s*")
BRACKETS = _later(r"\([^()]*\)|\[[^\[\]]*\]")
# What stands right after a quotation and says whose it is: "said Putin", "as Xi has it".
THEREAFTER = _later(
    rf"(?:according\s+to|as|by|(?:is|are|was|were)\s+(?:how|what)|(?!\w+ing\b){_VERBS_OF_SAYING})\b"
)
# What joins quotations that one speaker says: "…” and “…".
JOINED = _later(r"\W*(?:(?:and|or|nor|but|also|even|then|to|of|with)\b\W*){0,3}")
# What may stand before a verb if nobody else begins to speak: "and then adds".
_STILL = r"""(?:and|or|nor|but|then|also|further|later|he|she|they|it|to|has|had|have|even|again|that|goes
    |by|as|before|after|while|when|without|further|once)\b"""
# Somebody else may speak: a name, "others", "the host says", "is told".
ANOTHER = _later(
    rf"""\b(?!(?:And|But|He|It|She|Then|They)\b)[A-ZÀ-ÖØ-Þ]|\b(?:others?|another|some|many|most|few|critics?|opponents?|observers?|everybody
        |everyone|answer\w*|repl(?:y|ies|ied)|respon[ds]\w*|retort\w*|counter\w*)\b
        |\bfor\s+(?:the|his|her|their|its)\b
        |\b(?!{_STILL})[\w'’-]+\s+{_VERBS_OF_SAYING}""",
    re.VERBOSE,
)
SAYING = _later(rf"\b{_VERBS_OF_SAYING}")
# After these words somebody else is the subject: "Putin spoke of it, but Macron …".
TURN = _later(r"(?:;|,\s*and|\b(?:but|yet|while|whereas))\s+(?:the\s+)?(?=[A-ZÀ-ÖØ-Þ])")
# "While Putin said so, Macron …": the clause that begins so ends with a comma.
SUBORDINATE = _later(
    r"\W*(?:While|Whilst|Whereas|Where|When|After|Before|Although|Though|Since|If|Once|Because)\b"
)
OTHER_SUBJECT = _later(r",\s+(?:the\s+)?[A-ZÀ-ÖØ-Þ]")
