"""References, read back by the programs that people read them with."""

import datetime as dt
import io
import json
import warnings

import pytest
import rispy
from bibtexparser import entrypoint, middlewares
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from app.citations import bibtex as bibtex_form
from app.citations import csl_json as csl_form
from app.citations import ris as ris_form
from app.citations.formatted_reference import STYLES
from app.citations.reference import SourceReference
from app.domain.records import Release, Source

TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


def bibtex(content):
    """Give the entries as bibtexparser reads them, by key: what its fields say."""
    decoded = entrypoint.parse_string(
        content.decode(),
        append_middleware=[
            middlewares.LatexDecodingMiddleware(),
            middlewares.SeparateCoAuthors(),
        ],
    )
    assert decoded.failed_blocks == []
    return {
        entry.key: {"kind": entry.entry_type}
        | {field.key: field.value for field in entry.fields}
        for entry in decoded.entries
    }


def bibtexparser_names(content):
    """Give the names of each entry as particle, family name, suffix and given names."""
    decoded = entrypoint.parse_string(
        content.decode(),
        append_middleware=[
            middlewares.SeparateCoAuthors(),
            middlewares.SplitNameParts(),
        ],
    )
    return [
        [
            tuple(" ".join(part) for part in (one.von, one.last, one.jr, one.first))
            for one in entry["author"]
        ]
        for entry in decoded.entries
    ]


def ris(content):
    return {entry["id"]: entry for entry in rispy.load(io.StringIO(content.decode()))}


def csl(content):
    return {entry["id"]: entry for entry in json.loads(content)}


def plain(words):
    return " ".join(words.replace("{", "").replace("}", "").split())


@pytest.fixture(scope="module", params=["world", "real"])
def site(request):
    """Give a client of each site, and its public data."""
    name = "client" if request.param == "world" else "real_client"
    client = request.getfixturevalue(name)
    return client, client.get("/exports/arguments.json").json()


def title(source):
    """Say title and subtitle, as the seeds of both worlds have them."""
    ends = source["title"][-1] in "?!."
    return source["title"] + (
        f"{' ' if ends else ': '}{source['subtitle']}" if source["subtitle"] else ""
    )


def names(source):
    """Say the authors; of an unsigned article, who answers for it, as the page has it."""
    if not source["authors"]:
        return [one for one in (source["publisher"] or source["container"],) if one]
    return [a["literal"] or f"{a['family']}, {a['given']}" for a in source["authors"]]


def quoted(records, source, notes, form=plain):
    """Whether every quote of a source stands in its notes, with its address."""
    quotes = [quote for quote in records["quotes"] if quote["source"] == source["id"]]
    assert quotes
    return [
        quote["id"]
        for quote in quotes
        if form(quote["exact"]) not in form(notes)
        or f"/quotes/{quote['id']}" not in notes
    ] == []


def test_bibtexparser_reads_back_every_source(site):
    client, records = site

    entries = bibtex(client.get("/exports/references.quotes.bib").content)

    assert list(entries) == [source["id"] for source in records["sources"]]
    for source in records["sources"]:
        entry = entries[source["id"]]
        assert plain(entry["title"]) == title(source)
        assert [plain(one) for one in entry.get("author", [])] == names(source)
        assert entry["kind"] == ("online" if source["url"] else "misc")
        container = entry.get("titleaddon" if source["url"] else "howpublished", "")
        assert plain(container) == (source["container"] or "")
        assert plain(entry.get("organization", "")) == (source["publisher"] or "")
        assert entry.get("url") == source["url"]
        assert entry["year"] == source["published"]["earliest"][:4]
        assert entry["date"][:4] == source["published"]["earliest"][:4]
        assert ("?" in entry["date"]) is (source["published"]["basis"] == "inferred")
        assert quoted(records, source, entry["annote"])


def test_rispy_reads_back_every_source(site):
    client, records = site

    entries = ris(client.get("/exports/references.quotes.ris").content)

    assert list(entries) == [source["id"] for source in records["sources"]]
    for source in records["sources"]:
        entry = entries[source["id"]]
        assert entry["title"] == title(source)
        assert entry.get("authors", []) == names(source)
        assert entry.get("secondary_title") == source["container"]
        assert entry.get("publisher") == source["publisher"]
        assert entry.get("urls") == ([source["url"]] if source["url"] else None)
        assert entry["year"] == source["published"]["latest"][:4]
        inferred = source["published"]["basis"] == "inferred"
        assert ("inferred" in entry["date"]) is inferred
        assert records["release"]["hash"][:12] in entry["name_of_database"]
        assert quoted(records, source, "\n".join(entry["notes"]))


def test_csl_json_says_what_is_known_and_no_more(site):
    client, records = site

    entries = csl(client.get("/exports/references.quotes.csl.json").content)

    assert list(entries) == [source["id"] for source in records["sources"]]
    for source in records["sources"]:
        entry = entries[source["id"]]
        authors = [
            {name: part for name, part in author.items() if part}
            for author in source["authors"]
        ] or [{"literal": name} for name in names(source)]
        assert entry["title"] == title(source)
        assert entry.get("author", []) == authors
        assert entry.get("container-title") == source["container"]
        assert entry.get("URL") == source["url"]
        inferred = source["published"]["basis"] == "inferred"
        assert entry["issued"].get("circa", False) is inferred
        assert records["release"]["hash"][:12] in entry["note"]
        assert quoted(records, source, entry["note"])


def test_citeproc_reads_every_reference(site):
    client, records = site
    entries = client.get("/exports/references.csl.json").json()

    with warnings.catch_warnings():
        # It warns about fields that it does not know.
        warnings.simplefilter("error")
        read = CiteProcJSON(entries)
    style = CitationStylesStyle(str(STYLES / "apa.csl"), validate=False)
    bibliography = CitationStylesBibliography(style, read, formatter.plain)
    for source in records["sources"]:
        bibliography.register(Citation([CitationItem(source["id"])]))

    told = [str(line) for line in bibliography.bibliography()]

    for source in records["sources"]:
        (line,) = [one for one in told if source["title"] in one]
        assert source["published"]["latest"][:4] in line
        assert all(author["family"] in line for author in source["authors"])


@pytest.mark.parametrize(
    ("ending", "read"), [("bib", bibtex), ("ris", ris), ("csl.json", csl)]
)
def test_one_source_and_one_claim_have_references_of_their_own(site, ending, read):
    client, records = site
    everything = read(client.get(f"/exports/references.quotes.{ending}").content)
    references = client.get(f"/exports/references.{ending}")
    alone = read(references.content)
    assert "/quotes/" not in references.text
    assert not any("annote" in entry for entry in alone.values())
    sources = {quote["id"]: quote["source"] for quote in records["quotes"]}

    for source in records["sources"]:
        plain = client.get(f"/sources/{source['id']}.{ending}")
        answer = client.get(f"/sources/{source['id']}.quotes.{ending}")

        # Quotes are notes only where they are asked for.
        assert read(plain.content) == {source["id"]: alone[source["id"]]}
        assert answer.headers["content-type"].startswith(TYPES[ending])
        assert read(answer.content) == {source["id"]: everything[source["id"]]}
    for claim in records["claims"]:
        answer = client.get(f"/claims/{claim['id']}.quotes.{ending}")

        found = read(answer.content)
        assert set(found) == {sources[quote] for quote in claim["quotes"]}
        assert all(f"/quotes/{quote}" in answer.text for quote in claim["quotes"])
        assert answer.text.count("/quotes/") == len(claim["quotes"])


def test_every_kind_of_name_is_read_back(client):
    records = client.get("/exports/arguments.json").json()
    authors = [
        {"family": "Xi", "given": "Jinping", "family_first": True},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"family": "van der Berg", "given": "Jan-Peter"},
        {"family": "Beet", "given": "Ludwig van"},
        {"family": "Neptune"},
        {"literal": "Moor and Sons, Gull & Co."},
    ]
    source = Source.model_validate_json(
        json.dumps(records["sources"][0] | {"authors": authors})
    )
    release = Release.model_validate(records["release"] | {"date": dt.date(2025, 3, 1)})

    def encoded(form):
        return form.encode([SourceReference(source, ())], release)

    (entry,) = bibtexparser_names(encoded(bibtex_form))
    assert entry == [
        ("", "Xi", "", "Jinping"),
        ("", "King", "Jr.", "Martin Luther"),
        ("van der", "Berg", "", "Jan-Peter"),
        ("", "Beet", "", "Ludwig van"),
        ("", "{Neptune}", "", ""),
        ("", r"{Moor and Sons, Gull \& Co.}", "", ""),
    ]
    assert ris(encoded(ris_form))[source.id]["authors"] == [
        "Xi, Jinping",
        "King, Martin Luther, Jr.",
        "van der Berg, Jan-Peter",
        "Beet, Ludwig van",
        "Neptune",
        "Moor and Sons, Gull & Co.",
    ]
    # Which part is read first is for the style to know.
    assert csl(encoded(csl_form))[source.id]["author"] == [
        {"family": "Xi", "given": "Jinping"},
        *authors[1:],
    ]


def test_no_author_is_invented_and_no_date_more_exact_than_known(client):
    entry = client.get("/sources/harbour-board-2024.csl.json").json()[0]

    assert "author" not in entry
    assert "publisher" not in entry
    assert "URL" not in entry
    assert entry["issued"] == {"date-parts": [[2024]], "circa": True}
    assert "inferred, not stated" in entry["note"]


def test_an_inferred_publisher_is_said_to_be_so_wherever_it_is_named(real_client):
    slug, doubt = "rerussia-2023", "The publisher, Re:Russia, is inferred, not stated."
    (entry,) = bibtex(real_client.get(f"/sources/{slug}.bib").content).values()
    (record,) = ris(real_client.get(f"/sources/{slug}.ris").content).values()
    (item,) = real_client.get(f"/sources/{slug}.csl.json").json()
    page = real_client.get(f"/sources/{slug}").text

    assert entry["organization"] == record["publisher"] == item["publisher"]
    assert doubt in entry["note"]
    assert doubt in record["notes"]
    assert doubt in item["note"]
    # Whether it names what the article appeared in is in doubt.
    assert "China Review" not in entry["note"] + "".join(map(str, item.values()))
    assert 'Re:Russia <span class="quiet">(inferred)</span>' in page
    assert "as Re:Russia has previously noted</q>" in page
    assert 'name="citation_publisher" content="[Re:Russia]"' in page
    assert '"publisher"' not in page


def test_an_earlier_publication_is_said(client):
    content = client.get("/sources/pilot-2025.bib").content
    (entry,) = bibtex(content).values()
    (record,) = ris(client.get("/sources/pilot-2025.ris").content).values()
    (item,) = client.get("/sources/pilot-2025.csl.json").json()
    said = "Originally published in Press Harbour, 31 December 2024, https://example.org/first"

    assert entry["addendum"] == record["original_publication"] == said
    assert item["note"].startswith(said)
    assert "Press Harbour" not in entry.get("note", "")
    assert entry["origdate"] == "2024-12-31"
    assert entry["origpublisher"] == "Press Harbour"
    assert item["original-date"] == {"date-parts": [[2024, 12, 31]]}


@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sources/no-such", 404),
        ("/claims/no-such", 404),
        ("/claims/the-moon-is-cheese", 410),
    ],
)
def test_what_is_not_there_has_no_references(client, path, status, ending):
    assert client.get(f"{path}.{ending}").status_code == status


@pytest.mark.parametrize("ending", TYPES)
def test_a_former_slug_leads_to_the_present_references(client, ending):
    answer = client.get(f"/sources/pilot-2024.{ending}")

    assert answer.headers["location"] == f"/sources/pilot-2025.{ending}"


@pytest.mark.parametrize(
    "address",
    ["/claims/the-water-rises", "/sources/pilot-2025", "/quotes/acf66889acc3"],
)
def test_a_page_leads_to_its_references(visit, address):
    page = visit(address)

    links = [a["href"] for a in page.select(".citation-files a[download]")]

    kept = address.replace("/quotes/acf66889acc3", "/sources/pilot-2025")
    assert links == [
        f"{kept}.{quotes}{ending}" for quotes in ("", "quotes.") for ending in TYPES
    ]
