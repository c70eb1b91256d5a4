"""Exports: real readers accept them, and they hold all that their format can hold."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
import warnings
from collections import Counter
from html import escape

import pytest
from bs4 import BeautifulSoup
from pyld import jsonld
from typer.testing import CliRunner

from app.cli import cli
from app.compile.compiler import compiled_seeds
from app.exports import argdown, csv_tables
from app.exports.registry import EXPORTS, REFERENCE_FORMATS
from app.exports.web_annotations import CONTEXT
from app.paths import SEEDS
from app.store.bundle_reader import bundle_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import arguebuf

NAMES = [export.name for export in EXPORTS]
FILES = [name for name in NAMES if name != "store.sqlite"]


@pytest.fixture(scope="module")
def records(real_client):
    """Give the public data of the site."""
    return real_client.get("/exports/arguments.json").json()


@pytest.fixture
def exported(real_client, tmp_path):
    """Write an export to a file, as a reader has it; give the path."""

    def exported(name):
        path = tmp_path / name
        path.write_bytes(real_client.get(f"/exports/{name}").content)
        return path

    return exported


def both_ways(records):
    """Give every relation as from, to and kind; a mutual one from either end."""
    for one in records["relations"]:
        yield one["from"], one["to"], one["kind"]
        if one["mutual"]:
            yield one["to"], one["from"], one["kind"]


@pytest.fixture(scope="module")
def counts(real_store):
    """Count by plain SQL what the files should hold."""
    row = real_store.row(
        """SELECT (SELECT count(*) FROM claim) AS claims,
            (SELECT count(*) FROM quote) AS quotes,
            (SELECT count(*) FROM claim_quote) AS under,
            (SELECT count(*) FROM claim WHERE parent IS NOT NULL) AS narrower,
            (SELECT count(*) FROM answer) AS answers,
            (SELECT count(*) FROM relation WHERE kind = 'supports') AS supports"""
    )
    return dict(row)


# --- all of them -------------------------------------------------------------------------


@pytest.mark.parametrize("export", EXPORTS, ids=NAMES)
def test_an_export_is_served_as_what_it_is(real_client, export):
    answer = real_client.get(f"/exports/{export.name}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] in {
        export.media_type,
        f"{export.media_type}; charset=utf-8",
    }


@pytest.mark.parametrize("name", FILES)
def test_the_command_writes_what_the_site_serves(
    real_client, real_store, name, tmp_path
):
    target = tmp_path / name
    asked = ["export", name, "-o", str(target), "--seeds", str(SEEDS)]

    result = CliRunner().invoke(cli, [*asked, "--database", str(real_store.path)])

    assert result.exit_code == 0
    assert target.read_bytes() == real_client.get(f"/exports/{name}").content


@pytest.mark.parametrize("name", sorted({*FILES} - {"arguments.schema.json"}))
def test_an_export_names_its_release(real_client, records, name):
    text = real_client.get(f"/exports/{name}").text

    assert records["release"]["hash"][:12] in text
    assert records["release"]["date"] in text


def test_the_page_says_of_every_export_what_it_is_and_what_it_lacks(visit_real):
    page = visit_real("/exports")
    entries = {
        entry.select_one("a").get_text(): " ".join(entry.get_text(" ").split())
        for entry in page.select(".entry:has(a[download])")
    }

    assert list(entries) == NAMES
    for export in EXPORTS:
        assert export.form in entries[export.name]
        assert export.purpose in entries[export.name]
        assert export.lacks in entries[export.name]


@pytest.mark.parametrize("site", ["", "https://tides.example"])
def test_the_page_says_how_long_every_export_is(real_store, serve, site):
    client = serve(real_store.path, site=site)
    for line in client.get("/exports.json").json()["exports"]:
        content = client.get(f"/exports/{line['name']}").content

        assert line["size"] == len(content), line["name"]


def test_the_sizes_are_those_of_the_files_at_the_address_asked_for(client):
    # A few lines of each are longer there.
    for host in ("localhost", "localhost:65000"):
        there = {"headers": {"Host": host}}
        lines = client.get("/exports.json", **there).json()["exports"]
        sizes = {line["name"]: line["size"] for line in lines}
        file = client.get("/exports/claims.csv", **there)

        assert sizes["claims.csv"] == len(file.content)
        assert f"http://{host}/claims/" in file.text


def test_every_export_is_described_once(real_client):
    described = real_client.get("/openapi.json").json()["paths"]

    assert {f"/exports/{name}" for name in NAMES} <= set(described)
    assert {
        f"/{kind}/{{slug}}.{form.ending}"
        for kind in ("claims", "sources")
        for form in REFERENCE_FORMATS
    } <= set(described)


# --- tables ------------------------------------------------------------------------------


def test_claims_csv_has_a_row_a_claim_with_what_bears_on_it(real_client, records):
    content = real_client.get("/exports/claims.csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content, newline=""), strict=True))

    assert [row["id"] for row in rows] == [claim["id"] for claim in records["claims"]]
    for row, claim in zip(rows, records["claims"], strict=True):
        assert row["text"] == claim["text"]
        assert row["parent"] == (claim["parent"] or "")
        assert row["quotes"].split() == claim["quotes"]
    told = Counter(
        name.partition(":")[2] for row in rows for name in row["answered_by"].split()
    )
    said = Counter(start for start, _, kind in both_ways(records) if kind != "supports")
    assert told == said
    clashes = {clash["id"]: clash for clash in records["clashes"]}
    for row, claim in zip(rows, records["claims"], strict=True):
        assert row["editors_because"] == (claim["because"] or "")
        assert row["clashes"].split() == [
            slug
            for slug, clash in clashes.items()
            if claim["id"] in clash[claim["stance"]]
        ]


def test_quotes_csv_has_the_words_of_every_quote_as_they_are(real_client, records):
    content = real_client.get("/exports/quotes.csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content, newline=""), strict=True))

    assert [(row["id"], row["exact"]) for row in rows] == [
        (quote["id"], quote["exact"]) for quote in records["quotes"]
    ]
    assert "\r\n" in content
    told = Counter(
        (row["id"], *one.split(":")) for row in rows for one in row["modality"].split()
    )
    assert told == Counter(
        (support["quote"], support["modality"], claim["id"])
        for claim in records["claims"]
        for support in claim["support"]
    )


# The columns of the first edition: programs may read them by their place.
FIRST_COLUMNS = {
    "claims": "id text stance theme theme_title parent note quotes sources supported_by supports answered_by answers address release release_date",
    "quotes": "id exact source source_short source_title published published_basis passage start end prefix suffix speaker attitude origin match note speaker_name claims_for claims_against address release release_date",
    "sources": "id short title subtitle publisher container url language characters sha256 authors published earliest latest precision basis evidence reasoning quotes quotes_for quotes_against address release release_date",
    "speakers": "id name kind description sources quotes quotes_for quotes_against address release release_date",
    "themes": "id title description claims_for claims_against address release release_date",
}
NEW_COLUMNS = {
    "claims": "editors_because clashes",
    "quotes": "modality shown",
    "sources": "inferred volume issue pages kind",
}


@pytest.mark.parametrize("kind", FIRST_COLUMNS)
def test_an_old_column_keeps_its_name_and_its_place(client, kind):
    content = client.get(f"/{kind}.csv").content.decode("utf-8-sig")

    head, *_ = csv.reader(io.StringIO(content, newline=""), strict=True)

    assert head == [*FIRST_COLUMNS[kind].split(), *NEW_COLUMNS.get(kind, "").split()]


def test_two_claims_that_answer_each_other_say_so_in_both_rows(client):
    rows = {row["id"]: row for row in table(client, "/claims.csv")}

    twice, boats = rows["the-rise-comes-twice-a-day"], rows["only-the-boats-move"]

    assert "rebuts:only-the-boats-move" in twice["answered_by"].split()
    assert twice["answers"] == "rebuts:only-the-boats-move"
    assert boats["answered_by"] == boats["answers"]
    assert boats["answers"] == "rebuts:the-rise-comes-twice-a-day"


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", "\r\n@", " +"])
def test_no_cell_is_run_as_a_formula(store, begins):
    data = bundle_of(store)
    words = f"{begins}HYPERLINK(1)"
    first = data.claims[0].model_copy(update={"text": words})
    changed = data.model_copy(update={"claims": (first, *data.claims[1:])})

    content = csv_tables.claims(changed).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert rows[1][1] == f"'{words}"
    assert not [cell for row in rows for cell in row if cell.startswith(begins)]


def test_no_other_cell_is_changed(real_client, records):
    rows = table(real_client, "/quotes.csv")

    for row, quote in zip(rows, records["quotes"], strict=True):
        for name in ("exact", "prefix", "suffix"):
            formula = (quote[name] or "").lstrip().startswith(("=", "+", "-", "@"))
            assert row[name] == formula * "'" + (quote[name] or "")


HELD = ["", "?source=rinna-2014", "?stance=for&theme=friendship", "?as_of=2013-01-01"]


@pytest.mark.parametrize("query", HELD)
@pytest.mark.parametrize("kind", ["claims", "quotes", "sources", "speakers"])
def test_a_list_as_a_table_has_the_rows_that_pass_its_filters(real_client, kind, query):
    page = real_client.get(f"/{kind}{query}").text

    whole, held = (
        table(real_client, f"/{kind}.csv"),
        table(real_client, f"/{kind}.csv{query}"),
    )

    twin = real_client.get(f"/{kind}.json{query}").json()
    assert {row["id"] for row in held} == set(ids(twin, kind))
    assert [row for row in whole if row in held] == held
    assert f'href="/{kind}.csv{escape(query)}"' in page


def table(client, address):
    """Give the rows of a table, which has its head even where nothing is in it."""
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/csv")
    content = answer.content.decode("utf-8-sig")
    assert content.startswith("id,")
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


def ids(page, kind):
    """Give the ids of the records that the data of a list holds."""
    if kind == "claims":
        sides = ("claims_for", "claims_against")
        return [line["id"] for t in page["themes"] for s in sides for line in t[s]]
    if kind == "quotes":
        return [q["line"]["id"] for group in page["sources"] for q in group["quotes"]]
    if kind == "sources":
        return [source["id"] for source in page["sources"]]
    return [speaker["id"] for group in page["groups"] for speaker in group["speakers"]]


def test_the_tables_of_sources_speakers_and_themes_count_what_the_pages_count(
    real_client, records
):
    sources = table(real_client, "/sources.csv")
    speakers = table(real_client, "/speakers.csv")
    themes = table(real_client, "/themes.csv")

    assert [row["id"] for row in sources] == [one["id"] for one in records["sources"]]
    assert sum(int(row["quotes"]) for row in sources) == len(records["quotes"])
    for row in sources:
        lines = real_client.get("/sources.json").json()["sources"]
        (line,) = [one for one in lines if one["id"] == row["id"]]
        assert int(row["quotes_for"]) == line["quotes_for"]
        assert int(row["quotes_against"]) == line["quotes_against"]
    for row in speakers:
        line = real_client.get(f"/speakers/{row['id']}.json").json()["speaker"]
        assert int(row["quotes_for"]) == line["quotes_for"]
        assert row["sources"].split() == [source["id"] for source in line["sources"]]
    lines = real_client.get("/themes.json").json()["themes"]
    assert [
        (row["id"], int(row["claims_for"]), int(row["claims_against"]))
        for row in themes
    ] == [
        (one["theme"]["id"], one["claims_for"], one["claims_against"]) for one in lines
    ]


# --- argument graphs -----------------------------------------------------------------------


def test_arguebuf_loads_the_aif(exported, records, counts):
    path = exported("arguments.aif.json")

    graph = quietly(arguebuf.load.file, path)

    texts = Counter(node.plain_text for node in graph.atom_nodes.values())
    assert texts == Counter(claim["text"] for claim in records["claims"])
    kinds = Counter(type(node.scheme).__name__ for node in graph.scheme_nodes.values())
    supports = counts["narrower"] + counts["supports"]
    assert kinds == {
        "Support": supports,
        "Attack": counts["answers"],
    }


def test_the_aif_holds_every_quote_as_a_locution(exported, records, counts):
    graph = json.loads(exported("arguments.aif.json").read_bytes())
    kinds = Counter(node["type"] for node in graph["nodes"])
    nodes = {node["nodeID"]: node for node in graph["nodes"]}

    assert kinds["L"] == len(graph["locutions"]) == counts["quotes"]
    assert kinds["YA"] == counts["under"]
    spoken = {
        node["quote"]: node["exact"] for node in graph["nodes"] if "quote" in node
    }
    assert spoken == {quote["id"]: quote["exact"] for quote in records["quotes"]}
    assert all(node.isdigit() for node in nodes)
    ends = {(edge["fromID"], edge["toID"]) for edge in graph["edges"]}
    assert {end for edge in ends for end in edge} <= set(nodes)


def test_every_relation_stands_in_the_aif_with_its_kind(exported, records):
    graph = json.loads(exported("arguments.aif.json").read_bytes())
    nodes = {node["nodeID"]: node for node in graph["nodes"]}
    to: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        to.setdefault(edge["fromID"], []).append(edge["toID"])

    found = Counter(
        (node["claim"], nodes[scheme]["kind"])
        for node in graph["nodes"]
        for scheme in to.get(node["nodeID"], ())
        if node["type"] == "I"
    )

    said = Counter((start, kind) for start, _, kind in both_ways(records))
    said += Counter((c["id"], "supports") for c in records["claims"] if c["parent"])
    assert found == said


def test_a_note_cannot_end_its_comment_in_argdown(world):
    data, _ = compiled_seeds(world)
    noted = [it.model_copy(update={"note": "Low */ high"}) for it in data.relations]

    text = argdown.encode(data.model_copy(update={"relations": tuple(noted)}), "")

    assert text.count(b" Low  high */\n") == text.count(b"/*") > 0


def test_two_claims_that_answer_each_other_are_two_conflicts(client):
    graph = client.get("/exports/arguments.aif.json").json()
    nodes = {node["nodeID"]: node for node in graph["nodes"]}

    conflicts = [
        tuple(
            nodes[edge[end]].get("claim")
            for edge in graph["edges"]
            for own, end in (("toID", "fromID"), ("fromID", "toID"))
            if edge[own] == node["nodeID"]
        )
        for node in graph["nodes"]
        if node["type"] == "CA" and node["mutual"]
    ]

    assert conflicts == [
        ("the-rise-comes-twice-a-day", "only-the-boats-move"),
        ("only-the-boats-move", "the-rise-comes-twice-a-day"),
    ]


@pytest.mark.parametrize("name", ["arguments.aif.json", "arguments.xaif.json"])
def test_what_aif_has_no_node_for_stands_in_fields_and_never_in_a_node_s_text(
    client, name
):
    whole = client.get(f"/exports/{name}").json()
    records = client.get("/exports/arguments.json").json()
    nodes = whole.get("AIF", whole)["nodes"]

    reasons = {n["claim"]: n["editors_because"] for n in nodes if n["type"] == "I"}
    modalities = Counter(n["modality"] for n in nodes if n["type"] == "YA")

    assert reasons == {claim["id"]: claim["because"] for claim in records["claims"]}
    assert not {node["text"] for node in nodes} & {*reasons.values()}
    assert modalities == Counter(
        support["modality"]
        for claim in records["claims"]
        for support in claim["support"]
    )
    assert [clash["question"] for clash in whole["clashes"]] == [
        "Does the sea move?",
        "Is the habit of skippers proof?",
    ]
    assert whole["cases"] == records["cases"]


def test_arguebuf_loads_the_xaif_and_its_text_has_every_locution(exported, counts):
    graph = json.loads(exported("arguments.xaif.json").read_bytes())

    loaded = quietly(arguebuf.load.xaif, graph)

    assert len(loaded.atom_nodes) == counts["claims"]
    text = BeautifulSoup(graph["text"]["txt"], "html.parser")
    nodes = {node["nodeID"]: node for node in graph["AIF"]["nodes"]}
    spans = {span["id"]: span.get_text() for span in text.select("span.highlighted")}
    assert len(spans) == counts["quotes"]
    assert all(nodes[node]["exact"] == words for node, words in spans.items())


def test_arguebuf_loads_the_kialo_text(exported, records, counts):
    path = exported("arguments.kialo.txt")

    graph = quietly(arguebuf.load.file, path)

    texts = Counter(node.plain_text for node in graph.atom_nodes.values())
    (thesis,) = (s["says"] for s in records["debate"]["sides"] if s["id"] == "for")
    assert texts == Counter([thesis, *(claim["text"] for claim in records["claims"])])
    # One for each claim in its place, and one for each relation between claims; two for
    # one that goes both ways.
    related = counts["supports"] + counts["answers"]
    assert len(graph.scheme_nodes) == counts["claims"] + related


def quietly(load, what):
    """Load with arguebuf, which warns of the locutions that it leaves out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load(what)


# --- annotations ---------------------------------------------------------------------------

# What www.w3.org/ns/anno.jsonld says of the words used here: tests ask no other host.
TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@id"},
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Organization": "schema:Organization",
    **{
        name: f"oa:{name}"
        for name in (
            "Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector",
            "TextPositionSelector", "TimeState", "linking", "tagging", "exact", "prefix",
            "suffix",
        )
    },
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"},
    "cached": {"@id": "oa:cachedSource", "@type": "@id"},
    "sourceDate": {"@id": "oa:sourceDate", "@type": "xsd:dateTime"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "language": "http://purl.org/dc/elements/1.1/language",
    "name": "foaf:name",
    "label": {"@id": "rdfs:label"},
    "value": "rdf:value",
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "first": {"@id": "as:first", "@type": "@id"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}  # fmt: skip
OA = TERMS["oa"]


@pytest.fixture(scope="module")
def annotations(real_client):
    """Give what annotations.jsonld says."""
    return real_client.get("/exports/annotations.jsonld").json()


def contexts(url, _options):
    assert url == CONTEXT
    document = {"@context": TERMS}
    return {"contextUrl": None, "documentUrl": url, "document": document}


def test_pyld_expands_the_annotations_and_drops_no_word(annotations, counts):
    options = {
        "documentLoader": contexts,
        "base": "https://example.org/exports/annotations.jsonld",
    }

    (collection,) = jsonld.expand(annotations, options)

    (page,) = collection[f"{TERMS['as']}first"]
    (listed,) = page[f"{TERMS['as']}items"]
    items = listed["@list"]
    assert len(items) == counts["quotes"]
    for item in items:
        (target,) = item[f"{OA}hasTarget"]
        assert target[f"{OA}hasSource"][0]["@id"].startswith("https://example.org/sou")
        assert len(target[f"{OA}hasSelector"]) == 2
        assert item[f"{OA}motivatedBy"] == [{"@id": f"{OA}linking"}]
    assert unsaid(annotations) == set()


def unsaid(part):
    """Give the keys that the context does not know, which would be dropped."""
    if isinstance(part, list):
        return {name for one in part for name in unsaid(one)}
    if not isinstance(part, dict):
        return set()
    own = {name for name in part if name[0] != "@"} - set(TERMS)
    return own | {name for one in part.values() for name in unsaid(one)}


def test_an_annotation_is_found_by_its_words_alone_and_by_its_place_alone(
    annotations, records, real_client
):
    texts = {
        source["id"]: real_client.get(f"/sources/{source['id']}.txt").text
        for source in records["sources"]
    }
    items = annotations["first"]["items"]
    quotes = {quote["id"]: quote for quote in records["quotes"]}

    assert annotations["total"] == len(items) == len(quotes)
    for item in items:
        quote = quotes[item["id"].removeprefix("/quotes/").removesuffix("#annotation")]
        text = texts[item["target"]["source"].removeprefix("/sources/")]
        words, place = item["target"]["selector"]
        whole = f"{words['prefix']}{words['exact']}{words['suffix']}"
        assert text.count(whole) == 1
        # Nothing needs more of its passage to be found.
        assert max(len(words["prefix"]), len(words["suffix"])) <= 32
        assert text.index(whole) + len(words["prefix"]) == quote["start"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        linked = [one["source"] for one in item["body"] if "source" in one]
        assert linked == [f"/claims/{claim}" for claim in quote["claims"]]


def test_an_annotation_is_tagged_with_its_sides_and_with_how_firmly_it_puts_them(
    client,
):
    items = client.get("/exports/annotations.jsonld").json()["first"]["items"]

    tags = {
        item["target"]["selector"][0]["exact"].split()[0]: [
            one["value"] for one in item["body"] if one["type"] == "TextualBody"
        ]
        for item in items
    }

    # Two claims rest on these words: flat for the one, advised for the other.
    assert tags["The"] != tags["At"] == ["for", "modality: flat"]
    assert tags["It"] == ["against", "modality: possible"]
    shared = [item for item in items if "The pilots who know" in str(item["target"])]
    assert [one["value"] for one in shared[0]["body"] if "value" in one] == [
        "for",
        "against",
        "modality: flat",
        "modality: advised",
    ]


# --- the store -----------------------------------------------------------------------------


# Datasette is a program; one start of it answers all questions.
ASKING = """
import asyncio, sys
from datasette.app import Datasette
async def ask(path, *addresses):
    site = Datasette([path])
    await site.invoke_startup()
    answers = [(await site.client.get(address)).json() for address in addresses]
    import json; print(json.dumps(answers))
asyncio.run(ask(*sys.argv[1:]))
"""


@pytest.mark.slow
def test_datasette_opens_the_store_and_searches_it(exported, counts):
    path = exported("store.sqlite")

    tables, claims, found = datasette(
        path,
        "/store.json",
        "/store/claim.json?_size=max",
        "/store/findable.json?_search=alliance&_size=3",
    )

    names = {table["name"]: table for table in tables["tables"]}
    assert names["claim"]["count"] == counts["claims"]
    assert names["quote"]["count"] == counts["quotes"]
    assert len(claims["rows"]) == counts["claims"]
    assert found["filtered_table_rows_count"] > 3


def datasette(path, *addresses):
    """Return what Datasette answers at the *addresses*."""
    told = subprocess.run(
        [sys.executable, "-c", ASKING, str(path), *addresses],
        capture_output=True,
        check=True,
    )
    return json.loads(told.stdout)


def test_the_store_is_whole(exported):
    store = sqlite3.connect(exported("store.sqlite"))

    assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()
