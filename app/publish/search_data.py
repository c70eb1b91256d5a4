"""What the search of published pages looks through, in the browser.

Each text with where it leads; and for each word its other forms that some text has, as
``search.word_forms`` knows them.
"""

from sqlite3 import Row
from typing import Any

from app.publish.addresses import file_of
from app.queries.sources import PassagePlace
from app.search.word_forms import forms_of
from app.store.connection import Store
from app.store.full_text import joined_words

# A quote names all of its sides.
_ROWS = """
    SELECT 'clashes' AS kind, '' AS sides, question || '\n' || turns_on AS text,
        '/clashes/' || id AS path, '' AS anchor, '' AS place, NULL AS passage_kind,
        CAST(NULL AS INTEGER) AS number, 1 AS rank, position, 0 AS start
    FROM clash
    UNION ALL SELECT 'claims', claim.stance, claim.text, '/claims/' || claim.id, '',
        theme.title, NULL, NULL, 2, claim.position, 0
    FROM claim JOIN theme ON theme.id = claim.theme
    UNION ALL SELECT 'quotes',
        (SELECT group_concat(stance) FROM (
            SELECT DISTINCT stance FROM claim
            JOIN claim_quote ON claim_quote.claim = claim.id
            WHERE claim_quote.quote = quote.id ORDER BY stance DESC)),
        findable.text, '/sources/' || quote.source, '#q-' || quote.id,
        source.short, 'paragraph', quote.passage, 3, source.position, quote.start
    FROM quote JOIN findable ON findable.quote = quote.id
    JOIN source ON source.id = quote.source
    UNION ALL SELECT 'passages', '', findable.text, '/sources/' || source.id,
        coalesce('#p' || number, '#b' || passage.start),
        source.short, passage.kind, number, 4, source.position, passage.start
    FROM passage JOIN findable ON findable.source = passage.source
        AND findable.start = passage.start
    JOIN source ON source.id = passage.source
    ORDER BY rank, position, start"""


def search_data(store: Store) -> dict[str, Any]:
    """Return the texts, each a list of strings, the forms of words, and the sides' names.

    A text has its kind, its sides, its words, the file to which it leads, and its place.
    Compounds are words that others write with a hyphen, and capitals those of which
    capitals are the commonest form.
    """
    written = {row["key"]: row["word"] for row in store.rows("SELECT * FROM word")}
    parts = {row["key"]: row["parts"] for row in store.rows("SELECT * FROM compound")}
    known = written.keys() | parts.keys()
    english = {
        row["key"] for row in store.rows("SELECT key FROM word WHERE english = 1")
    }
    related = english | parts.keys() | {word for word in known if not word.isascii()}
    forms = {
        word: sorted((forms_of(word) & related) - {word}) for word in sorted(known)
    }
    return {
        "sides": {stance.value: label for stance, label in store.labels.items()},
        "texts": [
            [
                row["kind"],
                row["sides"],
                joined_words(row["text"]),
                file_of(row["path"]) + row["anchor"],
                _place(row),
            ]
            for row in store.rows(_ROWS)
        ],
        "forms": {word: " ".join(others) for word, others in forms.items() if others},
        "compounds": dict(sorted(parts.items())),
        "capitals": sorted(key for key in written if written[key].isupper()),
    }


def _place(row: Row) -> str:
    """Return what is said beneath a text: its theme, or its place in a source."""
    if row["passage_kind"] is None:
        return str(row["place"])
    place = PassagePlace.of(row["number"], row["passage_kind"], row["start"])
    return f"{row['place']}, {place.name}"
