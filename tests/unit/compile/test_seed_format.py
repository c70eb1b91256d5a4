"""The seed files: what they may say, and what is said of each mistake in them."""

import datetime as dt
import hashlib
import re
import tomllib

import pytest

from app.compile import seed_schema
from app.compile.compiler import compiled_seeds
from app.compile.example_debate import write_example_debate
from app.compile.review import review, sentence_uses
from app.compile.seed_files import seeds_in
from app.domain.errors import SeedErrors
from app.domain.vocabulary import Caution, Reason, Stance
from app.paths import SEEDS

CLAIMS = "claims/town.toml"
SOURCE = "sources/pilot-2025.toml"
FORMER = "former.toml"
DRY = (
    'text = "Through one whole winter the quay stayed dry."\n'
    'because = "A tide would have wetted the quay."\nstance = "against"'
)
CASES = (
    'for = ["the-water-rises", "skippers-read-the-table"]\n'
    'against = ["the-harbour-is-a-pond", "a-table-proves-nothing"]'
)


def test_what_editors_and_systems_leave_is_no_seed(seeds):
    before = compiled_seeds(seeds)[0].release.hash
    for name in ("claims/._water.toml", "sources/.#pilot-2025.toml", "claims/.x.toml"):
        (seeds / name).write_bytes(b"\0 no TOML")
    (seeds / "sources/._pilot-2025.txt").write_bytes(b"\0")

    assert compiled_seeds(seeds)[0].release.hash == before


def test_a_byte_order_mark_is_no_mistake(seeds):
    path = seeds / CLAIMS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    compiled_seeds(seeds)


def test_a_text_made_from_another_file_says_so_and_the_file_stays_as_it_was(
    seeds, change, mistakes
):
    kept = seeds / "originals" / "pilot-2025.pdf"
    kept.parent.mkdir()
    kept.write_bytes(b"%PDF")
    sha256 = hashlib.sha256(b"%PDF").hexdigest()
    change(SOURCE, '"tide.txt"', '"tide.pdf"')
    change(SOURCE, '"January 2, 2025"', '"2 Jan 2025"')
    change(
        SOURCE,
        "[published]",
        f'[original]\nsha256 = "{sha256}"\nconverter = "a program 1.0"\n'
        'says = ["date: 2 Jan 2025"]\n\n[published]',
    )
    compiled_seeds(seeds)

    kept.write_bytes(b"%PDF-2.0")

    (error,) = mistakes()
    assert error.startswith(f"{SOURCE}, original.sha256: the sha256 of originals/")
    assert error.endswith("; restore originals/pilot-2025.pdf")
    kept.unlink()  # where it may not be shown
    compiled_seeds(seeds)


def test_items_are_counted_notes_are_not_and_doubts_are_kept(seeds, change):
    change(
        SOURCE,
        'begins = "A boat at noon"\nkind = "caption"',
        'begins = "The"\nnth = 2\nkind = "item"\nunsure = "It may be a list."\n\n'
        '[[blocks]]\nbegins = "A boat at noon"\nkind = "caption"',
    )
    change(
        SOURCE,
        '[[blocks]]\nbegins = "The"',
        '[notes]\nfirst = "More from"\nlast = "as every cook knows."\n\n'
        '[[blocks]]\nbegins = "The"',
    )

    passages = compiled_seeds(seeds)[0].passages
    (doubt,) = seeds_in(seeds).unsure_facts()

    assert [
        (passage.number, passage.kind)
        for passage in passages
        if passage.source == "pilot-2025" and passage.kind in {"item", "note"}
    ] == [(2, "item"), (None, "note")]
    assert str(doubt) == (
        f"{SOURCE}, blocks[0].unsure: 'The': It may be a list.; "
        "decide its kind, and remove unsure"
    )


def test_facts_to_look_at_are_listed_with_their_reason(seeds, change):
    change(SOURCE, "[published]", '[unsure]\nlanguage = "Guessed."\n\n[published]')

    compiled_seeds(seeds)

    (doubt,) = seeds_in(seeds).unsure_facts()
    assert str(doubt) == (
        f"{SOURCE}, unsure.language: Guessed.; "
        "put it right if it is wrong, and remove this line"
    )


def test_notes_that_are_nowhere_are_one_mistake(change, mistakes):
    block = '[[blocks]]\nbegins = "A boat at noon"'
    notes = '[notes]\nfirst = "Nothing so"\nlast = "as every cook knows."\n\n'
    change(SOURCE, block, notes + block)

    (mistake,) = mistakes()

    assert mistake.startswith(f"{SOURCE}, notes.first: no block of the article begins")


# --- the example -----------------------------------------------------------------------


FENCED = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_first_debate_of_the_description_compiles_without_a_warning(seeds):
    debate, claims, *_ = FENCED.findall((SEEDS / "README.md").read_text("utf-8"))
    for path in (*seeds.glob("*.toml"), *seeds.glob("*/*")):
        if path.stem != "pilot-2025":
            path.unlink()
    (seeds / "debate.toml").write_text(debate, "utf-8")
    (seeds / "claims" / "water.toml").write_text(claims, "utf-8")

    data, texts = compiled_seeds(seeds)

    assert review(data, texts).open == ()
    assert len(data.claims) == len(data.speakers) == len(data.relations) + 1 == 2


def test_a_paragraph_torn_by_a_page_is_one_though_a_note_and_a_head_stand_between(
    seeds, change
):
    article = seeds / "sources" / "pilot-2025.txt"
    before, data = article.read_text("utf-8"), compiled_seeds(seeds)[0]
    note, head = "1 The table of the Board.", "Harbour Gazette 2"
    change(
        "sources/pilot-2025.txt", "they wait\n\n", f"they wait\n\n{note}\n\n{head}\n\n"
    )
    sums = (
        hashlib.sha256(one.encode()).hexdigest()
        for one in (before, article.read_text("utf-8"))
    )
    change(SOURCE, *sums)
    blocks = "".join(
        f'[[blocks]]\nbegins = "{words}"\nkind = "{kind}"\n\n'
        for words, kind in ((note, "note"), (head, "chrome"))
    )
    change(SOURCE, "[[joins]]", f"{blocks}[[joins]]")

    found, texts = compiled_seeds(seeds)

    text = texts["pilot-2025"]
    own = [one for one in found.passages if one.source == "pilot-2025"]
    kinds = {text[one.start : one.end]: one.kind.value for one in own}
    assert (kinds[note], kinds[head]) == ("note", "chrome")
    assert text.replace(f"{note}\n\n{head}\n\n", "") == before
    assert text.index(note) == text.index("Gulls are white.") + len(
        "Gulls are white.\n\n"
    )
    assert [one.id for one in found.quotes] == [one.id for one in data.quotes]
    served = hashlib.sha256(text.encode()).hexdigest()
    assert [one.sha256 for one in found.sources if one.id == "pilot-2025"] == [served]


@pytest.fixture
def example(tmp_path):
    """Make a folder of the example in seeds/README.md, and an article that fits."""
    readme = (SEEDS / "README.md").read_text("utf-8")
    _, _, debate, source, claims, former, changes = FENCED.findall(readme)
    facts = tomllib.loads(source)
    (claim,) = tomllib.loads(claims)["claims"]
    (quote,) = claim["quotes"]
    article = (
        f"{facts['title']}\n\n"
        f"{facts['published']['evidence']}; {facts['also_published'][0]['evidence']}\n\n"
        f"{facts['inferred'][0]['evidence']}\n\n"
        f"{facts['body']['first']} is high. She says: {quote['exact']}"
        f"{quote['suffix']}.\n\n"
        f"{facts['blocks'][0]['begins']}.\n\n"
        f"{facts['joins'][0]['before']}\n\n{facts['joins'][0]['after']}. "
        + " ".join(aside["exact"] for aside in facts["set_aside"])
        + f" Every pond fills {facts['body']['last']}\n\n"
        f"{facts['notes']['first']}, made {facts['notes']['last']}\n"
    )
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    # The claims that the example names and does not show.
    claims += """
        [[claims]]
        id = "the-water-moves"
        text = "The water moves."
        stance = "for"
        quotes = [
          { source = "pilot-2025", exact = "At noon the water is high." },
          { source = "pilot-2025", exact = "The pilot knows the channel well." },
        ]

        [[claims]]
        id = "the-harbour-is-a-pond"
        text = "The harbour is a pond."
        stance = "against"
        quotes = [{ source = "pilot-2025", exact = "Every pond fills and falls again." }]
        """
    for name, text in {
        "debate.toml": debate,
        "sources/pilot-2025.toml": source.replace('"…"', f'"{sha256}"'),
        "sources/pilot-2025.txt": article,
        "claims/water.toml": claims,
        "former.toml": former,
        "changes.toml": changes.replace('"…"', f'"{sha256}"'),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def test_the_example_of_the_format_compiles(example):
    data, _ = compiled_seeds(example)

    assert [claim.text for claim in data.claims] == [
        "The water in the harbour rises twice a day.",
        "The water moves.",
        "The harbour is a pond.",
    ]
    assert data.claims[0].because == "A pond does not rise by itself."
    assert data.relations[0].mutual
    assert data.cases.for_ == ("the-water-moves",)
    assert data.clashes[0].for_ == ("the-water-rises-twice-a-day",)
    assert data.former[0].now == "the-water-rises-twice-a-day"
    assert data.former[1].reason == "Why it was withdrawn."


def test_every_key_of_the_format_is_in_its_description():
    readme = (SEEDS / "README.md").read_text("utf-8")
    files = (
        seed_schema.SeedDebate,
        seed_schema.SeedSource,
        seed_schema.SeedClaims,
        seed_schema.SeedFormer,
    )
    schemas = [file.model_json_schema() for file in files]
    forms = [form for s in schemas for form in (s, *s["$defs"].values())]

    keys = {key for form in forms for key in form.get("properties", ())}

    assert len(forms) > 15
    told = re.findall(
        r"\w+", " ".join(re.findall(r"```toml\n(.*?)```", readme, re.DOTALL))
    )
    assert sorted(keys - set(told)) == []


def test_every_caution_is_in_its_description():
    readme = (SEEDS / "README.md").read_text("utf-8")

    told = re.findall(r"^\| `([a-z-]+)` \|", readme, re.MULTILINE)

    assert sorted(told) == sorted(Caution)


# --- accounting for sentences --------------------------------------------------------------

ARTICLE = """\
2 January 2025

# Aims

# Aims

We ask first. *We* doubt.<sup>1</sup> We ask first.

- A bridge is cheap.

Nobody swims.

## Tables

One table is long. A bridge is dear.

Nobody swims.

## Tables

This closes. Nobody swims.
"""
FACTS = f"""
title = "Swimming"
authors = []
speaker = "example-author"
short = "Swimming 2025"
language = "en"
rights = "Made up."
original_file = "swimming.txt"
sha256 = "{hashlib.sha256(ARTICLE.encode()).hexdigest()}"
body = {{ first = "# Aims", first_nth = 2, last = "This closes. Nobody swims." }}
[published]
earliest = 2025-01-02
latest = 2025-01-02
precision = "day"
basis = "stated"
evidence = "2 January 2025"
"""
QUOTED = """
[[claims]]
id = "a-bridge-is-cheap"
text = "A bridge is cheap."
stance = "for"
quotes = [{ source = "example-source", exact = "A bridge is cheap." }]
[[claims]]
id = "nobody-swims"
text = "Nobody swims."
stance = "against"
quotes = [{ source = "example-source", exact = "Nobody swims.", nth = 2 }]
"""
ASIDE = """
set_aside = [
  { section = "## Tables", nth = 1, reason = "off-the-question" },
  { paragraph = "We ask", reason = "background" },
  { exact = "We ask first.", nth = 2, reason = "framing" },
  { exact = "We doubt.", reason = "unclear" },
]
"""


@pytest.fixture
def swimming(tmp_path):
    """Give what a debate becomes that sets some sentences aside, and its mistakes."""
    folder = tmp_path / "swimming"
    labels = {Stance.FOR: "For", Stance.AGAINST: "Against"}
    write_example_debate(folder, "Is a bridge needed?", labels, dt.date(2025, 1, 3))

    def swimming(facts, coverage="selected"):
        debate = (folder / "debate.toml").read_text("utf-8")
        for name, text in {
            "debate.toml": debate.replace('"selected"', f'"{coverage}"', 1),
            "sources/example-source.txt": ARTICLE,
            "sources/example-source.toml": facts,
            "claims/first-theme.toml": QUOTED,
        }.items():
            (folder / name).write_bytes(text.encode())
        try:
            return compiled_seeds(folder)[0], []
        except SeedErrors as error:
            return None, [str(one) for one in error.errors]

    return swimming


def test_what_repeats_and_whole_parts_are_set_aside_by_name(swimming):
    data, _ = swimming(ASIDE + FACTS)

    assert [(ARTICLE[one.start : one.end], one.reason) for one in data.set_aside] == [
        ("We ask first.", Reason.BACKGROUND),
        ("*We* doubt.<sup>1</sup>", Reason.UNCLEAR),
        ("We ask first.", Reason.FRAMING),
        ("One table is long.", Reason.OFF),
        ("A bridge is dear.", Reason.OFF),
    ]
    assert [(one.passage, one.exact) for one in data.quotes] == [
        (2, "A bridge is cheap."),
        (5, "Nobody swims."),
    ]
    assert [(one.number, one.kind.value) for one in data.passages[2:5]] == [
        (None, "heading"),
        (1, "paragraph"),
        (2, "item"),
    ]
    (use,) = sentence_uses(data)
    # The item is no sentence to account for, though it is quoted.
    assert (use.sentences, use.quoted, use.aside, use.unused) == (9, 1, 5, 3)


def test_every_sentence_is_accounted_for_only_where_the_debate_asks_for_it(swimming):
    _, found = swimming(ASIDE + FACTS, "every-sentence")

    assert [re.findall(r"passage \d+|'.*?'", one) for one in found] == [
        ["passage 3", "'Nobody swims.'"],
        ["passage 6", "'This closes.'"],
        ["passage 6", "'Nobody swims.'"],
    ]


@pytest.mark.parametrize(
    ("aside", "told"),
    [
        ('section = "## Tables"', "2 headings of the article begin with '## Tables'; "),
        (
            'section = "## Tables"\nnth = 3',
            "nth is 3, but only 2 headings begin so; correct nth",
        ),
        ('section = "We ask"', "no heading of the article begins with 'We ask'; "),
        ('paragraph = "Nobody"', "or single one out with nth"),
        (
            'exact = "Nobody swims."\nnth = 4',
            "these words stand only 3 times; correct nth",
        ),
        ('paragraph = "Nobody"\nnth = 2', "nothing of this paragraph is left to be"),
        (
            'paragraph = "We"\nsection = "# Aims"',
            "give exact, or paragraph, or section",
        ),
        ('paragraph = "We"\nprefix = "x"', "prefix and suffix belong to exact"),
    ],
)
def test_a_part_that_cannot_be_set_aside_is_told(swimming, aside, told):
    _, found = swimming(f"{FACTS}[[set_aside]]\nreason = 'unclear'\n{aside}\n")

    assert len(found) == 1, found
    assert told in found[0]


# --- one mistake each --------------------------------------------------------------------

# file, what stands there, what is written instead, the place, what is said, the remedy
WRONG = [
    pytest.param(
        "debate.toml",
        "date = 2025-03-01",
        'date = 2025-03-01\ncolour = "red"',
        "debate.toml, colour: ",
        "this key is unknown",
        "remove it; the README.md of the seeds has all",
        id="an unknown key",
    ),
    pytest.param(
        "debate.toml",
        "date = 2025-03-01",
        'date = 2025-03-01\nexamples = ["a tide\\nthe moon"]',
        "debate.toml, examples[0]: ",
        "this must stand on one line",
        "fix it",
        id="a line break where a line is asked for",
    ),
    pytest.param(
        CLAIMS,
        'attitude = "reports"',
        'attitude = "reports"\nmood = "glad"',
        f"{CLAIMS}, claims[0].quotes[0].mood (claim the-tide-comes-back): ",
        "this key is unknown",
        "remove it",
        id="an unknown key deep in a claim",
    ),
    *(
        pytest.param(
            CLAIMS,
            'attitude = "reports"',
            f'attitude = "reports"\n{key} = "It is."',
            f"{CLAIMS}, claims[0].quotes[0].{key} (claim the-tide-comes-back): ",
            "this key is unknown",
            remedy,
            id=f"{key} in a quote",
        )
        for key, remedy in (
            ("excat", "did you mean 'exact'? Else remove it; the README.md"),
            (
                "because",
                "it is a key of claims: write it above the lines of claims.quotes",
            ),
        )
    ),
    pytest.param(
        CLAIMS,
        'stance = "for"',
        'stance = "for"\norigin = "harbour-report"',
        f"{CLAIMS}, claims[0].origin (claim the-tide-comes-back): ",
        "this key is unknown",
        "it is a key of claims.quotes: write it beneath that",
        id="a key of a quote in a claim",
    ),
    pytest.param(
        "debate.toml",
        'label = "For"',
        'label = "For"\neditors = "The school."',
        "debate.toml, sides.for.editors: ",
        "this key is unknown",
        "it is a key of the whole file: write it above the first line in [ ]",
        id="a key of the file in a table",
    ),
    pytest.param(
        CLAIMS,
        'stance = "for"',
        'stance = "for"\n[[quotes]]\nsource = "pilot-2025"\n[[claims.quotes]]',
        f"{CLAIMS}, quotes: ",
        "this key is unknown",
        "it is a key of claims: call it claims.quotes",
        id="quotes that stand beside the claims",
    ),
    pytest.param(
        "debate.toml",
        "date = 2025-03-01",
        "",
        "debate.toml, date: ",
        "this key is missing",
        "add it",
        id="a missing key",
    ),
    pytest.param(
        "debate.toml",
        "date = 2025-03-01",
        'date = "yesterday"',
        "debate.toml, date: ",
        "'yesterday'",
        "",
        id="a wrong type",
    ),
    pytest.param(
        CLAIMS,
        'stance = "for"',
        'stance = "maybe"',
        f"{CLAIMS}, claims[0].stance (claim the-tide-comes-back): ",
        "'maybe'",
        "",
        id="a word of no list",
    ),
    pytest.param(
        CLAIMS,
        'id = "the-quay-stays-dry"',
        'id = "The Quay"',
        f"{CLAIMS}, claims[1].id (claim The Quay): ",
        "'The Quay' is not a slug",
        "use lower-case words joined by hyphens",
        id="an ill-formed slug",
    ),
    pytest.param(
        CLAIMS,
        'text = "Skippers and the Board expect more water in time."',
        'text = " "',
        f"{CLAIMS}, claims[0].text (claim the-tide-comes-back): ",
        "this is empty",
        "write it, or remove the key if it may go",
        id="an empty text",
    ),
    pytest.param(
        CLAIMS,
        'accept.conceded = "',
        'accept.two-sources = "',
        f"{CLAIMS}, claims[2].accept.two-sources",
        "two-sources",
        "",
        id="an unknown caution",
    ),
    pytest.param(
        CLAIMS,
        "[[relations]]",
        "[[relations",
        f"{CLAIMS}: ",
        "not TOML",
        "fix the line",
        id="no TOML",
    ),
    pytest.param(
        CLAIMS,
        "was dry all winter",
        'was "dry" all winter',
        f"{CLAIMS}: ",
        "a straight quotation mark stands within others (at line ",
        "write those within as curly ones (“ ”), or put the whole between single ones",
        id="a quotation mark within the words",
    ),
    pytest.param(
        FORMER,
        'now = "the-water-rises"\n',
        "",
        f"{FORMER}, former[0]: ",
        "give now, or both said and reason",
        "",
        id="a former slug that is neither renamed nor withdrawn",
    ),
    pytest.param(
        SOURCE,
        'family = "Pilot", given = "Ann"',
        'given = "Ann"',
        f"{SOURCE}, authors[0]: ",
        "give family, with given if there is one, or literal alone",
        "",
        id="an author with half a name",
    ),
    pytest.param(
        SOURCE,
        'sentence_title = "The tide at noon"',
        'sentence_title = "The tides at noon"',
        f"{SOURCE}: ",
        "sentence_title may differ from 'The Tide at Noon' in nothing but capitals",
        "",
        id="another title",
    ),
    pytest.param(
        SOURCE,
        'container = "Harbour Gazette"',
        'volume = "12"',
        f"{SOURCE}: ",
        "volume, issue and pages are those of a container: name it",
        "",
        id="a volume of nothing",
    ),
    pytest.param(
        SOURCE,
        'container = "Harbour Gazette"',
        'container = "Harbour Gazette"\nvolume = "12"\nkind = "book"',
        f"{SOURCE}: ",
        "volume, issue and pages are those of an article: a book has none",
        "",
        id="a volume of a book",
    ),
    pytest.param(
        SOURCE,
        'container = "Harbour Gazette"',
        'container = "Harbour Gazette"\nkind = "novel"',
        f"{SOURCE}, kind: ",
        "'article', 'report', 'book' or 'speech'",
        "",
        id="a kind that is none",
    ),
    pytest.param(
        SOURCE,
        "earliest = 2025-01-02",
        "earliest = 2025-01-03",
        f"{SOURCE}, published: ",
        "earliest is after latest",
        "",
        id="a date that runs backwards",
    ),
    pytest.param(
        SOURCE,
        'basis = "stated"',
        'basis = "inferred"',
        f"{SOURCE}, published: ",
        "needs its reasoning",
        "",
        id="an inferred date without a reason",
    ),
    pytest.param(
        SOURCE,
        'url = "https://example.org/tide"',
        'url = "javascript:alert(1)"',
        f"{SOURCE}, url: ",
        "'javascript:alert(1)'",
        "",
        id="an address that is none",
    ),
    pytest.param(
        SOURCE,
        'reason = "off-the-question"',
        'reason = "repeats"',
        f"{SOURCE}, set_aside[0]: ",
        "repeats",
        "",
        id="a repetition of nothing",
    ),
    # --- names ---
    pytest.param(
        "debate.toml",
        'id = "some-skippers"',
        'id = "old-tom"',
        "debate.toml, speakers",
        "'old-tom' is there 2 times",
        "keep one",
        id="two speakers of one slug",
    ),
    pytest.param(
        "debate.toml",
        '[[themes]]\nid = "town"',
        (
            '[[themes]]\nid = "boats"\ntitle = "A"\ndescription = "A"\n\n'
            '[[themes]]\nid = "town"'
        ),
        "debate.toml, themes",
        "'boats' is there 2 times",
        "keep one",
        id="two themes of one slug",
    ),
    pytest.param(
        "debate.toml",
        'id = "town"',
        'id = "village"',
        f"{CLAIMS}: ",
        "the theme 'town' is unknown",
        "name it under themes in debate.toml",
        id="an unknown theme",
    ),
    pytest.param(
        CLAIMS,
        'speaker = "some-skippers"',
        'speaker = "all-skippers"',
        f"{CLAIMS}, claims[0].quotes[0].speaker (claim the-tide-comes-back): ",
        "the speaker 'all-skippers' is unknown",
        "name it under speakers in debate.toml",
        id="an unknown speaker",
    ),
    pytest.param(
        SOURCE,
        'speaker = "ann-pilot"',
        'speaker = "nobody"',
        f"{SOURCE}, speaker: ",
        "the speaker 'nobody' is unknown",
        "name it under speakers in debate.toml",
        id="an unknown author",
    ),
    pytest.param(
        "claims/water.toml",
        'origin = "harbour-report"',
        'origin = "hearsay"',
        "claims/water.toml, claims[1].quotes[0].origin "
        "(claim the-rise-comes-twice-a-day): ",
        "the origin 'hearsay' is unknown",
        "name it under origins in debate.toml",
        id="an unknown origin",
    ),
    pytest.param(
        CLAIMS,
        'source = "pilot-2025"',
        'source = "pilot-2052"',
        f"{CLAIMS}, claims[2].quotes[0].source (claim in-east-wind-nothing-rises): ",
        "the source 'pilot-2052' is unknown",
        "if it is called pilot-2025 now, write source = 'pilot-2025'",
        id="a source that was renamed",
    ),
    pytest.param(
        FORMER,
        'slug = "the-moon-is-cheese"',
        'slug = "the-quay-stays-dry"',
        f"{FORMER}, former[1]: ",
        "'the-quay-stays-dry' is in use",
        "remove one of them",
        id="a former slug that is in use",
    ),
    pytest.param(
        FORMER,
        'now = "pilot-2025"',
        'now = "sea"',
        f"{FORMER}, former[2]: ",
        "no source is 'sea'",
        "name one that exists",
        id="a former slug that leads nowhere, though a theme was called so",
    ),
    pytest.param(
        FORMER,
        'slug = "the-moon-is-cheese"',
        'slug = "the-water-moves"',
        f"{FORMER}: ",
        "'the-water-moves'",
        "keep one",
        id="a former slug told twice",
    ),
    pytest.param(
        FORMER,
        'now = ["skippers-read-the-table", "the-tide-comes-back"]',
        'now = ["skippers-read-the-table", "the-tide-goes"]',
        f"{FORMER}, former[6]: ",
        "no claim is 'the-tide-goes'",
        "name one that exists",
        id="a former slug of which a part leads nowhere",
    ),
    pytest.param(
        FORMER,
        'now = "the-water-moves"',
        'now = "the-sea-moves"',
        f"{FORMER}, former[5]: ",
        "'the-sea-moves' leads back to itself",
        "name a present one, or say what it said and why it was withdrawn",
        id="a former slug that leads to itself",
    ),
    pytest.param(
        FORMER,
        'slug = "0a0a0a0a0a0a"',
        'slug = "e4001f74781e"',
        f"{FORMER}, former[7]: ",
        "'e4001f74781e' is in use",
        "remove one of them",
        id="a former id of a quote that is in use",
    ),
    pytest.param(
        FORMER,
        'now = "acf66889acc3"',
        'now = "0123456789ab"',
        f"{FORMER}, former[7]: ",
        "no quote is '0123456789ab'",
        "name one that exists",
        id="a former id of a quote that leads nowhere",
    ),
    pytest.param(
        FORMER,
        'now = "acf66889acc3"',
        'now = ["acf66889acc3", "0a0a0a0a0a0a"]',
        f"{FORMER}, former[7]: ",
        "'0a0a0a0a0a0a' leads back to itself",
        "name a present one, or say what it said and why it was withdrawn",
        id="a former id of a quote that leads to itself among others",
    ),
    pytest.param(
        FORMER,
        'now = "does-the-sea-move"',
        'now = "does-the-moon-move"',
        f"{FORMER}, former[10]: ",
        "no clash is 'does-the-moon-move'",
        "name one that exists",
        id="a former clash that leads nowhere",
    ),
    # --- the tree of claims ---
    pytest.param(
        CLAIMS,
        DRY,
        f'{DRY}\nparent = "nothing"',
        f"{CLAIMS}, claims[1].parent (claim the-quay-stays-dry): ",
        "no claim is 'nothing'",
        "name one that exists",
        id="an unknown parent",
    ),
    pytest.param(
        CLAIMS,
        DRY,
        f'{DRY}\nparent = "the-quay-stays-dry"',
        f"{CLAIMS}, claims[1].parent (claim the-quay-stays-dry): ",
        "the parents run in a loop",
        "break it",
        id="a claim under itself",
    ),
    pytest.param(
        CLAIMS,
        DRY,
        f'{DRY}\nparent = "the-harbour-is-a-pond"',
        f"{CLAIMS}, claims[1].parent (claim the-quay-stays-dry): ",
        "'the-harbour-is-a-pond' is of another theme or side",
        "name a broader claim of the same",
        id="a parent of another theme",
    ),
    pytest.param(
        CLAIMS,
        DRY,
        f'{DRY}\nparent = "the-tide-comes-back"',
        f"{CLAIMS}, claims[1].parent (claim the-quay-stays-dry): ",
        "'the-tide-comes-back' is of another theme or side",
        "name a broader claim of the same",
        id="a parent of the other side",
    ),
    pytest.param(
        "claims/water.toml",
        'text = "The sea itself is said to stand still."\nstance = "against"\n'
        'parent = "the-harbour-is-a-pond"',
        'text = "The sea itself is said to stand still."\nstance = "against"\n'
        'parent = "only-the-boats-move"',
        "claims/water.toml, claims[4].parent (claim the-sea-stands-still): ",
        "'only-the-boats-move' has a parent itself",
        "there are two levels, no more",
        id="a third level",
    ),
    pytest.param(
        CLAIMS,
        'id = "in-east-wind-nothing-rises"',
        'id = "only-the-boats-move"',
        f"{CLAIMS}, claims[2] (claim only-the-boats-move): ",
        "another claim has this id",
        "give one of them another",
        id="two claims of one slug",
    ),
    pytest.param(
        CLAIMS,
        'text = "Through one whole winter the quay stayed dry."',
        'text = "Skippers and the Board expect more water in time."',
        f"{CLAIMS}, claims[1]",
        "the-tide-comes-back",
        "",
        id="two claims of one text",
    ),
    # --- relations ---
    pytest.param(
        CLAIMS,
        'from = "the-tide-comes-back"',
        'from = "the-tide-goes"',
        f"{CLAIMS}, relations[0]: ",
        "no claim is 'the-tide-goes'",
        "name one that exists",
        id="a relation from nowhere",
    ),
    pytest.param(
        CLAIMS,
        'kind = "qualifies"',
        'kind = "supports"',
        f"{CLAIMS}, relations[0]: ",
        "opposite sides and cannot be joined by 'supports'",
        "supports joins claims of one side",
        id="support across the sides",
    ),
    pytest.param(
        CLAIMS,
        'to = "the-quay-stays-dry"',
        'to = "skippers-read-the-table"',
        f"{CLAIMS}, relations[0]: ",
        "one side and cannot be joined by 'qualifies'",
        "supports joins claims of one side",
        id="an answer to the own side",
    ),
    pytest.param(
        CLAIMS,
        'to = "the-quay-stays-dry"\nkind = "qualifies"',
        'to = "the-tide-comes-back"\nkind = "supports"',
        f"{CLAIMS}, relations[0]: ",
        "",
        "remove this",
        id="a claim that supports itself",
    ),
    pytest.param(
        "claims/boats.toml",
        'from = "skippers-read-the-table"\nto = "the-water-rises"',
        'from = "the-rise-comes-twice-a-day"\nto = "the-water-rises"',
        "claims/boats.toml, relations[1]: ",
        "a claim supports its parent already",
        "remove this",
        id="a claim that supports its parent",
    ),
    pytest.param(
        "claims/boats.toml",
        'from = "skippers-read-the-table"\nto = "the-water-rises"\nkind = "supports"',
        'from = "a-table-proves-nothing"\nto = "skippers-read-the-table"\n'
        'kind = "undercuts"',
        "claims/boats.toml, relations[1]: ",
        "this relation is there twice",
        "keep one",
        id="a relation told twice",
    ),
    pytest.param(
        CLAIMS,
        'kind = "qualifies"',
        'kind = "qualifies"\nmutual = "yes"',
        f"{CLAIMS}, relations[0].mutual: ",
        "'yes'",
        "",
        id="a mutual that is neither true nor false",
    ),
    pytest.param(
        "claims/boats.toml",
        'kind = "supports"',
        'kind = "supports"\nmutual = true',
        "claims/boats.toml, relations[1].mutual: ",
        "'mutual' does not fit 'supports'",
        "remove it",
        id="a support that is mutual",
    ),
    *(
        pytest.param(
            CLAIMS,
            "[[relations]]",
            f'[[relations]]\nfrom = "{origin}"\nto = "{target}"\nkind = "{kind}"\n\n'
            "[[relations]]",
            f"{CLAIMS}, relations[0]: ",
            f"'{origin}' and '{target}' have a mutual relation and another",
            "keep the mutual one alone, or remove its mutual",
            id=f"{kind}, on a mutual pair from {origin}",
        )
        for origin, target, kind in (
            ("only-the-boats-move", "the-rise-comes-twice-a-day", "rebuts"),
            ("the-rise-comes-twice-a-day", "only-the-boats-move", "qualifies"),
        )
    ),
    # --- clashes and cases ---
    pytest.param(
        "debate.toml",
        'for = ["the-water-rises", "the-rise-comes-twice-a-day"]',
        'for = ["the-water-rises", "the-water-falls"]',
        "debate.toml, clashes[0].for[1]: ",
        "no claim is 'the-water-falls'",
        "name one that exists",
        id="a clash with an unknown claim",
    ),
    pytest.param(
        "debate.toml",
        'for = ["the-water-rises", "the-rise-comes-twice-a-day"]',
        'for = ["the-water-rises", "the-quay-stays-dry"]',
        "debate.toml, clashes[0].for[1]: ",
        "'the-quay-stays-dry' is a claim against",
        "name it under against, or name another",
        id="a clash with a claim on the wrong side",
    ),
    pytest.param(
        "debate.toml",
        'for = ["the-water-rises", "the-rise-comes-twice-a-day"]',
        'for = ["the-water-rises", "the-water-rises"]',
        "debate.toml, clashes[0].for[1]: ",
        "'the-water-rises' is there twice",
        "keep one",
        id="a clash with one claim twice",
    ),
    pytest.param(
        "debate.toml",
        'for = ["the-water-rises", "the-rise-comes-twice-a-day"]',
        "for = []",
        "debate.toml, clashes[0].for: ",
        "nothing is listed here",
        "add at least one",
        id="a clash with one side",
    ),
    pytest.param(
        "debate.toml",
        'id = "is-the-habit-of-skippers-proof"',
        'id = "does-the-sea-move"',
        "debate.toml, clashes: ",
        "'does-the-sea-move' is there 2 times",
        "keep one",
        id="two clashes of one id",
    ),
    pytest.param(
        "debate.toml",
        'id = "is-the-habit-of-skippers-proof"',
        'id = "the-water-rises"',
        "debate.toml, clashes[1].id: ",
        "a claim has this id",
        "give the clash another",
        id="a clash with the id of a claim",
    ),
    pytest.param(
        "debate.toml",
        'for = ["the-water-rises", "skippers-read-the-table"]',
        'for = ["the-water-rises", "skippers-write-the-table"]',
        "debate.toml, cases.for[1]: ",
        "no claim is 'skippers-write-the-table'",
        "name one that exists",
        id="a case with an unknown claim",
    ),
    pytest.param(
        "debate.toml",
        'against = ["the-harbour-is-a-pond", "a-table-proves-nothing"]',
        'against = ["the-harbour-is-a-pond", "the-tide-comes-back"]',
        "debate.toml, cases.against[1]: ",
        "'the-tide-comes-back' is a claim for",
        "name it under for, or name another",
        id="a case with a claim on the wrong side",
    ),
    pytest.param(
        "debate.toml",
        'against = ["the-harbour-is-a-pond", "a-table-proves-nothing"]',
        'against = ["the-harbour-is-a-pond"]',
        "debate.toml, cases: ",
        "the case for has 2 claims, the case against 1",
        "name as many for both sides",
        id="cases of unequal length",
    ),
    pytest.param(
        "debate.toml",
        CASES,
        'for = ["the-water-rises", "the-rise-comes-twice-a-day", '
        '"skippers-read-the-table", "the-tide-comes-back", "a", "b"]\n'
        'against = ["the-harbour-is-a-pond", "only-the-boats-move", '
        '"the-sea-stands-still", "a-table-proves-nothing", "the-quay-stays-dry", '
        '"in-east-wind-nothing-rises"]',
        "debate.toml, cases: ",
        "the cases have 6 claims each, at most 5",
        "keep those that each side would lead with",
        id="cases of six claims",
    ),
    # --- modality ---
    pytest.param(
        CLAIMS,
        'modality = "conditional"',
        'modality = "firm"',
        f"{CLAIMS}, claims[2].quotes[0].modality (claim in-east-wind-nothing-rises): ",
        "'firm': input should be 'flat', 'likely', 'possible', 'conditional' or "
        "'advised'",
        "see the README.md of the seeds",
        id="a modality that is none",
    ),
    # --- speakers and attitudes ---
    pytest.param(
        CLAIMS,
        'attitude = "reports"',
        'attitude = "asserts"',
        f"{CLAIMS}, claims[0].quotes[0].attitude (claim the-tide-comes-back): ",
        "'asserts' does not fit another speaker's words",
        "an author asserts or concedes",
        id="another speaker's words asserted",
    ),
    pytest.param(
        CLAIMS,
        'attitude = "concedes"',
        'attitude = "reports"',
        f"{CLAIMS}, claims[2].quotes[0].attitude (claim in-east-wind-nothing-rises): ",
        "'reports' does not fit the source's own voice",
        "an author asserts or concedes",
        id="the own voice reported",
    ),
    # --- quotes ---
    pytest.param(
        CLAIMS,
        'exact = "The bench on the quay was dry all winter"',
        'exact = "The bench on the quay was dry all winter"\nprefix = "Behold:"',
        f"{CLAIMS}, claims[1].quotes[0].exact (claim the-quay-stays-dry): ",
        "",
        "",
        id="a prefix that does not precede",
    ),
    pytest.param(
        CLAIMS,
        'exact = "In the long term the Board expects water at the church steps"',
        'exact = "Some skippers say the tide is coming back"\nspeaker = "some-skippers"'
        '\nattitude = "reports"',
        f"{CLAIMS}, claims[0].quotes[1] (claim the-tide-comes-back): ",
        "the claim has this quote already",
        "remove one",
        id="a quote twice under one claim",
    ),
    # --- sources ---
    pytest.param(
        SOURCE,
        "[published]",
        "[when]",
        f"{SOURCE}, published: ",
        "no date is given",
        'may have appeared, with precision = "range"',
        id="no date",
    ),
    pytest.param(
        SOURCE,
        'evidence = "January 2, 2025"',
        'evidence = "January 3, 2025"',
        f"{SOURCE}, published.evidence: ",
        "'January 3, 2025' does not stand in the article",
        "copy it from there",
        id="evidence for a date that is not in the article",
    ),
    pytest.param(
        SOURCE,
        'evidence = "First published by Press Harbour',
        'evidence = "Also published by Press Harbour',
        f"{SOURCE}, also_published[0].evidence: ",
        "does not stand in the article",
        "copy it from there",
        id="evidence for another place that is not in the article",
    ),
    pytest.param(
        SOURCE,
        'container = "Press Harbour"\ndate = 2024-12-31\n',
        "",
        f"{SOURCE}, also_published[0]: ",
        "give container, publisher, date or year",
        "",
        id="another place without name or time",
    ),
    pytest.param(
        SOURCE,
        "date = 2024-12-31",
        "date = 2024-12-31\nyear = 2024",
        f"{SOURCE}, also_published[0]: ",
        "give date, or the year alone",
        "",
        id="another place with a day and a year",
    ),
    pytest.param(
        SOURCE,
        "date = 2024-12-31",
        "date = 2023-02-30",
        f"{SOURCE}: ",
        "the calendar has no 2023-02-30 (at line ",
        "write the right day",
        id="a day that cannot be",
    ),
    pytest.param(
        SOURCE,
        "[[also_published]]",
        '[[inferred]]\nfact = "publisher"\nevidence = "our Press"\nreasoning = "Ours."\n\n'
        "[[also_published]]",
        f"{SOURCE}, inferred[0].evidence: ",
        "'our Press' does not stand in the article",
        "copy it from there",
        id="evidence for a publisher that is not in the article",
    ),
    pytest.param(
        SOURCE,
        'publisher = "Harbour Press"\n',
        'inferred = [{ fact = "publisher", evidence = "Tide", reasoning = "Ours." }]\n',
        f"{SOURCE}: ",
        "give publisher, and say once that it is inferred",
        "",
        id="a publisher that is inferred and not given",
    ),
    pytest.param(
        "sources/pilot-2025.txt",
        "Gulls are white.",
        "Gulls are  white.",
        f"{SOURCE}, sha256: ",
        "the file's sha256 is",
        "restore sources/pilot-2025.txt",
        id="an article that is not as received",
    ),
    pytest.param(
        SOURCE,
        'begins = "A boat at noon"',
        'begins = "A boots at noon"',
        f"{SOURCE}, blocks[0].begins: ",
        "'A boots at noon'",
        "copy its first words as the article has them",
        id="a block that is not there",
    ),
    pytest.param(
        SOURCE,
        'begins = "A boat at noon"',
        'begins = "A"',
        f"{SOURCE}, blocks[0].begins: ",
        "2 blocks of the article",
        "copy more of the block's words, or single one out",
        id="a block that could be two",
    ),
    pytest.param(
        SOURCE,
        'before = "because they wait"',
        'before = "because they sleep"',
        f"{SOURCE}, joins[0].before: ",
        "because they wait",
        "copy its last words",
        id="a join after other words",
    ),
    pytest.param(
        SOURCE,
        'after = "for the water to rise"',
        'after = "for the water to raise"',
        f"{SOURCE}, joins[0].after: ",
        "no block of the article begins with",
        "copy its first words as the article has them",
        id="a join before other words",
    ),
    pytest.param(
        SOURCE,
        'last = "Gulls are white."',
        'last = "Gulls are whit."',
        f"{SOURCE}, body.last: ",
        "no block of the article ends with",
        "copy its last words as the article has them",
        id="a body that ends nowhere",
    ),
    pytest.param(
        SOURCE,
        'begins = "A boat at noon"',
        'begins = "A boat at noon"\nnth = 2',
        f"{SOURCE}, blocks[0].begins: ",
        "nth is 2, but only one block begins so",
        "correct nth, or remove it",
        id="the second block of one",
    ),
    # --- every sentence accounted for ---
    pytest.param(
        CLAIMS,
        '[[claims.quotes]]\nsource = "harbour-board-2024"\n'
        'exact = "In the long term the Board expects water at the church steps"\n',
        "",
        "sources/harbour-board-2024.txt, passage 3, character ",
        "'In the long term the Board expects water at the church steps.' "
        "is neither quoted nor set aside",
        "quote it, or set it aside in sources/harbour-board-2024.toml",
        id="a sentence neither quoted nor set aside",
    ),
    pytest.param(
        "sources/harbour-board-2024.toml",
        'exact = "Mud mud and the of it."',
        'exact = "In the long term the Board expects water at the church steps. '
        'Mud mud and the of it."',
        "sources/harbour-board-2024.txt, passage 3, character ",
        "'In the long term the Board expects water at the church steps.' "
        "is both quoted and set aside",
        "one of the two",
        id="a sentence both quoted and set aside",
    ),
    pytest.param(
        "sources/harbour-board-2024.toml",
        'exact = "Mud mud and the of it."',
        'exact = "Mud mud and the of it"',
        "sources/harbour-board-2024.toml, set_aside[2]",
        "this is not a whole sentence: 'Mud mud and the of it.'",
        "copy the sentence from beginning to end",
        id="half a sentence set aside",
    ),
    pytest.param(
        "sources/moor-gull-2023.toml",
        'repeats = "No skipper has ever been stranded at noon"',
        'repeats = "No skipper has ever been stranded"',
        "sources/moor-gull-2023.toml, set_aside[0].repeats: ",
        "no quote has the words 'No skipper has ever been stranded'",
        "copy the whole of the quote that is repeated",
        id="a repetition of what no quote says",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "what", "remedy"), WRONG)
def test_a_mistake_is_told_with_its_place_and_its_remedy(  # noqa: PLR0913, PLR0917
    change, mistakes, file, old, new, place, what, remedy
):
    change(file, old, new)

    found = mistakes()

    told = [one for one in found if one.startswith(place) and what in one]
    assert len(told) == 1, found
    assert remedy in told[0]
    # Place, what is wrong, and what to do about it.
    assert re.fullmatch(r".+?: .+; .+", told[0], re.DOTALL)


@pytest.mark.parametrize(
    ("file", "old", "new", "begins"),
    [
        (CLAIMS, "was dry all winter", "was wet all winter", 'exact = "The bench on'),
        (CLAIMS, "[[relations]]", "[[relations", "[[relations"),
        (CLAIMS, DRY, 'stance = "against"', "[[claims]]"),
        (SOURCE, "earliest = 2025-01-02", "earliest = 2025-01-03", "[published]"),
        (
            "sources/moor-gull-2023.toml",
            ', { family = "Gull", given',
            ",\n  { given",
            "authors = [",
        ),
        ("sources/pilot-2025.txt", "Gulls", "Terns", "sha256"),
        (
            "debate.toml",
            '[[themes]]\nid = "town"',
            (
                '[[themes]]  # empty\nid = "empty"\ntitle = "A"\ndescription = "A"\n\n'
                '[[themes]]\nid = "town"'
            ),
            "[[themes]]  # empty",
        ),
    ],
)
def test_a_mistake_has_its_line(  # noqa: PLR0913, PLR0917
    change, seeds, file, old, new, begins
):
    change(file, old, new)

    with pytest.raises(SeedErrors) as found:
        compiled_seeds(seeds)

    place = found.value.errors[0].place
    line = (seeds / place.file).read_text("utf-8").split("\n")[place.line - 1]
    assert line.startswith(begins)
    assert f"{place.file}, line {place.line}" in str(found.value)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(*case.values[:3], id=case.id)
        for case in WRONG
        # A source that can no longer be cut, or a claim that is gone, has more to tell.
        if case.id
        not in {
            "two themes of one slug",
            "two claims of one slug",
            "two speakers of one slug",
            "a source that was renamed",
            "a quote twice under one claim",
            "a block that could be two",
            "an article that is not as received",
            "a sentence both quoted and set aside",
            "a former slug told twice",
            "no date",
            "cases of six claims",
            "quotes that stand beside the claims",
        }
    ],
)
def test_one_mistake_is_told_as_one(change, mistakes, file, old, new):
    change(file, old, new)

    found = mistakes()

    assert len(found) == 1, found


def test_nothing_can_be_joined_before_the_first_block(change, mistakes):
    change(SOURCE, 'after = "for the water to rise"', 'after = "Harbour Gazette"')

    assert any(
        f"{SOURCE}, joins[0].after: no block stands before this one; " in one
        for one in mistakes()
    )


def test_a_loop_of_parents_is_told_at_each_of_them(change, mistakes):
    change(
        "claims/water.toml",
        'text = "The harbour may be no more than a pond behind a gate."',
        'text = "The harbour may be no more than a pond behind a gate."\n'
        'parent = "only-the-boats-move"',
    )

    looped = [one for one in mistakes() if "run in a loop" in one]

    assert looped == [
        (
            "claims/water.toml, claims[2].parent (claim the-harbour-is-a-pond): "
            "the parents run in a loop; break it"
        ),
        (
            "claims/water.toml, claims[3].parent (claim only-the-boats-move): "
            "the parents run in a loop; break it"
        ),
    ]


def test_a_sixth_main_claim_of_a_side_is_refused(seeds, mistakes):
    path = seeds / CLAIMS
    claim = """
        [[claims]]
        id = "main-{0}"
        text = "Main claim {0}."
        stance = "for"
        quotes = [
          {{ source = "harbour-board-2024", exact = "In the long term the Board expects water at the church steps" }},
        ]
        """
    four = "".join(claim.format(number) for number in range(4))
    before, relations = path.read_text("utf-8").split("[[relations]]")
    path.write_text(f"{before}{four}[[relations]]{relations}", "utf-8")
    assert mistakes() == []

    five = four + claim.format(4)
    path.write_text(f"{before}{five}[[relations]]{relations}", "utf-8")

    assert mistakes() == [
        f"{CLAIMS}: 6 main claims for, at most 5; put some under a broader one"
    ]


@pytest.mark.parametrize(
    ("old", "new", "which"),
    [
        pytest.param(
            'note = "It shows that the water moves, and that boats cannot stay."',
            'note = "Another note."',
            "another note",
            id="another note",
        ),
        pytest.param(
            'note = "It shows that the water moves, and that boats cannot stay."',
            'note = "It shows that the water moves, and that boats cannot stay."\n'
            'attitude = "concedes"',
            "another attitude",
            id="another attitude",
        ),
        pytest.param(
            'note = "It shows that the water moves, and that boats cannot stay."',
            'note = "It shows that the water moves, and that boats cannot stay."\n'
            'attitude = "reports"\nspeaker = "old-tom"',
            "another speaker and another attitude",
            id="another speaker",
        ),
        pytest.param(
            'note = "It shows that the water moves, and that boats cannot stay."',
            'note = "It shows that the water moves, and that boats cannot stay."\n'
            'origin = "harbour-report"',
            "another origin",
            id="another origin",
        ),
    ],
)
def test_one_span_is_one_quote_and_its_facts_must_agree(
    change, mistakes, old, new, which
):
    change("claims/boats.toml", old, new)

    assert mistakes() == [
        (
            "claims/boats.toml, claims[1].quotes[2] (claim the-harbour-dries-by-evening): "
            f"claim the-water-rises has this very quote with {which}; let them agree"
        )
    ]


# --- files that are not there, or not what they should be --------------------------------


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        pytest.param(
            "debate.toml", ["debate.toml: the file is missing; add it"], id="the debate"
        ),
        pytest.param(
            "sources",
            ["sources/: no .toml file is here; add at least one"],
            id="sources",
        ),
        pytest.param(
            "sources/pilot-2025.txt",
            [
                (
                    "sources/pilot-2025.txt: unreadable (No such file or directory); "
                    "add the article"
                )
            ],
            id="an article",
        ),
        pytest.param(
            "sources/pilot-2025.toml",
            [
                (
                    "sources/pilot-2025.txt: nothing is known about this article; "
                    "add sources/pilot-2025.toml"
                )
            ],
            id="the facts of an article",
        ),
    ],
)
def test_a_missing_file_is_told(seeds, mistakes, gone, told):
    path = seeds / gone
    path.rename(seeds / "elsewhere")

    assert mistakes() == told


def test_a_copy_under_a_wrong_name_is_one_mistake(seeds, mistakes):
    (seeds / "claims" / "village.toml").write_bytes((seeds / CLAIMS).read_bytes())

    (only,) = mistakes()

    assert only.startswith("claims/village.toml: the theme 'village' is unknown; ")


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(SeedErrors) as caught:
        compiled_seeds(tmp_path / "nowhere")

    assert str(caught.value) == (
        f"{tmp_path / 'nowhere'}: there is no such folder; name one with --seeds"
    )


@pytest.mark.parametrize(
    "name", ["debate.toml", SOURCE, "sources/pilot-2025.txt", CLAIMS]
)
def test_a_file_that_is_not_utf_8_is_told_with_the_byte(seeds, mistakes, name):
    content = (seeds / name).read_bytes()
    (seeds / name).write_bytes(content[:10] + b"\xff" + content[10:])

    assert f"{name}, byte 10: this is not UTF-8; save it as UTF-8" in mistakes()


def linked(path):
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere.toml")


def a_folder(path):
    path.unlink()
    path.mkdir()


def in_capitals(path):
    path.rename(path.with_suffix(path.suffix.upper()))


@pytest.mark.parametrize(
    ("name", "spoil", "told"),
    [
        (
            "claims/town.toml",
            lambda path: path.write_text(path.read_text("utf-8"), "utf-16-le"),
            "claims/town.toml: this is not UTF-8; save it as UTF-8",
        ),
        (
            "claims/town.toml",
            lambda path: path.write_text(f"a = {'[' * 5000}"),
            "claims/town.toml: not TOML: maximum recursion depth exceeded; fix the line",
        ),
        (
            "claims/town.toml",
            lambda path: path.write_text(f"a = {'9' * 5000}"),
            "claims/town.toml: not TOML: Exceeds the limit (4300 digits) ",
        ),
        (
            "claims/town.toml",
            lambda path: path.write_text("a = 1\na = 2\n"),
            "claims/town.toml: not TOML: Cannot overwrite a value (at line 2, ",
        ),
        (
            "claims/town.toml",
            in_capitals,
            "claims/town.TOML: its ending is .TOML, so that it is not read; rename it to ",
        ),
        (
            "claims/new.toml",
            linked,
            "claims/new.toml: a link that leads to no file; mend it, or remove it",
        ),
        (
            FORMER,
            linked,
            f"{FORMER}: a link that leads to no file; mend it, or remove it",
        ),
        (
            "debate.toml",
            linked,
            "debate.toml: a link that leads to no file; mend it, or remove it",
        ),
        (
            "sources/pilot-2025.txt",
            lambda path: path.write_text(" \n"),
            "sources/pilot-2025.txt: the file is empty; save the text of the article in it",
        ),
        (
            FORMER,
            a_folder,
            f"{FORMER}: unreadable (Is a directory); make it readable",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_the_remedy(
    seeds, mistakes, name, spoil, told
):
    spoil(seeds / name)

    assert any(one.startswith(told) for one in mistakes())


@pytest.mark.parametrize("name", ["claims/The Town.toml", "sources/Pilot_2025.toml"])
def test_a_file_whose_name_is_no_slug_is_told(seeds, mistakes, name):
    (seeds / name).write_text("", "utf-8")

    (told, *_) = [one for one in mistakes() if one.startswith(f"{name}: ")]

    assert told == (
        f"{name}: the file's name is not a slug; use lower-case words joined by hyphens"
    )


# --- all of them -------------------------------------------------------------------------


def test_all_mistakes_of_form_are_told_together(change, mistakes):
    change("debate.toml", "date = 2025-03-01", 'colour = "red"')
    change(CLAIMS, 'stance = "for"', 'stance = "maybe"')
    change("claims/boats.toml", 'kind = "undercuts"', 'kind = "cuts"')

    places = [one.split(":")[0] for one in mistakes()]

    assert places == [
        "claims/boats.toml, relations[0].kind",
        "claims/town.toml, claims[0].stance (claim the-tide-comes-back)",
        "debate.toml, date",
        "debate.toml, colour",
    ]


def test_all_mistakes_of_substance_are_told_together(change, mistakes):
    change(SOURCE, 'evidence = "January 2, 2025"', 'evidence = "January 3, 2025"')
    change(FORMER, 'now = "old-tom"', 'now = "young-tom"')
    change(CLAIMS, 'speaker = "some-skippers"', 'speaker = "all-skippers"')
    change(CLAIMS, "was dry all winter", "was wet all winter")
    change("claims/water.toml", 'note = "A pond has no tide."', "")
    change("claims/boats.toml", 'kind = "undercuts"', 'kind = "supports"')

    places = [one.split(":")[0] for one in mistakes()]

    assert places == [
        "claims/boats.toml, relations[0]",
        "claims/town.toml, claims[0].quotes[0].speaker (claim the-tide-comes-back)",
        "claims/town.toml, claims[1].quotes[0].exact (claim the-quay-stays-dry)",
        "former.toml, former[4]",
        "sources/pilot-2025.toml, published.evidence",
    ]


def test_a_circle_of_former_slugs_is_told_at_each_of_them(change, mistakes):
    change(FORMER, 'now = "the-water-rises"', 'now = "the-sea-moves"')

    remedy = "name a present one, or say what it said and why it was withdrawn"
    assert mistakes() == [
        f"{FORMER}, former[0]: 'the-water-moves' leads back to itself; {remedy}",
        f"{FORMER}, former[5]: 'the-sea-moves' leads back to itself; {remedy}",
    ]


def test_a_quote_that_is_lost_brings_no_false_alarm_about_its_former_id(
    change, mistakes
):
    change("claims/water.toml", "At noon the water stands", "At nine the water stands")

    assert [one for one in mistakes() if one.startswith(FORMER)] == []


def test_a_quote_that_is_lost_brings_no_false_alarm_about_its_sentence(
    change, mistakes
):
    change("claims/town.toml", "was dry all winter", "was wet all winter")

    found = mistakes()

    assert not [one for one in found if "neither quoted nor set aside" in one]


def test_what_can_be_read_is_checked_beside_mistakes_of_form_which_come_first(
    change, mistakes
):
    water = "claims/water.toml"
    # One claim is not read; the source that lacks its language is not, either.
    change(water, 'modality = "possible"', 'modality = "perhaps"')
    change("sources/moor-gull-2023.toml", 'language = "en"\n', "")
    # What is read is checked: beside an unknown key, in the claims after it, in other files.
    change(water, 'note = "Counted by gauges."', 'remark = "Counted by gauges."')
    change(water, 'origin = "harbour-report"', 'origin = "harbour-map"')
    change(water, "At noon the water stands", "At noon the water lies")
    change(SOURCE, 'evidence = "January 2, 2025"', 'evidence = "January 3, 2025"')

    found = [one.split(": ")[0].split(" (")[0] for one in mistakes()]

    assert found == [
        f"{water}, claims[1].remark",
        f"{water}, claims[2].quotes[0].modality",
        "sources/moor-gull-2023.toml, language",
        f"{water}, claims[0].quotes[0].exact",
        f"{water}, claims[1].quotes[0].origin",
        f"{SOURCE}, published.evidence",
    ]
