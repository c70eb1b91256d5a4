"""The marks of quotes in an article, where the fragment of an address alone names one.

Where quotes cross, a mark is in pieces, and ``:target`` is the first of them alone. A server
is told which quote one came for, and marks them all.
"""

import re
from collections import Counter

_FORMER = r'(?:<a class="quote-former" id="q-\w+"></a>)*'
_FIRST = re.compile(rf'({_FORMER})<mark [^>]*data-quote="(\w+)" id=')
_FORMER_ID = re.compile(r'id="(q-\w+)"')
# As css/shared/quoted_words.css has the first piece.
_TINTED = "padding-block:0.12em;background:var(--tint);text-decoration-thickness:4px"


def marks_sheet(text: str) -> str:
    """Return the style sheet for the HTML of a source: it tints all pieces of a quote.

    Each of its former ids does, too.
    """
    pieces = Counter(re.findall(r'data-quote="(\w+)"', text))
    rules = []
    for former, quote in _FIRST.findall(text):
        if pieces[quote] > 1:
            ids = [*_FORMER_ID.findall(former), f"q-{quote}"]
            named = ",".join(f"#{id_}:target" for id_ in ids)
            rules.append(f':root:has({named}) [data-quote="{quote}"]{{{_TINTED}}}')
    return f"@layer pages{{{''.join(rules)}}}\n"
