"""The tables of file formats that commands, routes and pages read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.citations import bibtex, csl_json, ris
from app.citations.reference import SourceReference, references_in
from app.domain.records import Bundle, Release
from app.exports import aif, argdown, arguments_json, csv_tables, kialo, web_annotations
from app.exports.document import docx, html, markdown
from app.exports.document.model import Document
from app.store import bundle_reader
from app.store.connection import Store

STORE = "store.sqlite"
# All files are written to learn their sizes, unless the store is larger than this: then that
# would take seconds. Our choice: three times the first debate's.
_WRITTEN = 5_000_000  # bytes
CSV = "text/csv; charset=utf-8; header=present"
_TEXT = "text/plain; charset=utf-8"
_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'

# Takes the data, the texts of the sources by id, and the address of the site, which
# begins every URL.
Encoder = Callable[[Bundle, Mapping[str, str], str], bytes]


@dataclass(frozen=True, slots=True)
class Export:
    """A file with all of the data, or as much as its format allows."""

    name: str
    form: str
    """The name of the format."""
    media_type: str
    purpose: str
    lacks: str
    """What it cannot hold; empty if it holds everything."""
    encode: Encoder | None
    """Writes the file; None for the store, which is a file already."""

    @property
    def route(self) -> str:
        """The name of its route."""
        return self.name.replace(".", "_")


@dataclass(frozen=True, slots=True)
class ReferenceFormat:
    """A format for references: of one source, of the sources of a claim, or of all."""

    ending: str
    label: str
    media_type: str
    purpose: str
    encode: Callable[[Sequence[SourceReference], Release], bytes]
    quotes: bool = False
    """Whether the quotes stand below each reference as notes."""

    @property
    def with_quotes(self) -> str:
        """What is said of the quotes, where they stand in it."""
        return ", with the quotes as notes" if self.quotes else ""

    @property
    def key(self) -> str:
        """The ending without ".json", and with "_" for each full stop, for names of routes."""
        return self.ending.removesuffix(".json").replace(".", "_")

    def content(self, references: Iterable[SourceReference], release: Release) -> bytes:
        """Return the references as a file."""
        kept = (one if self.quotes else replace(one, notes=()) for one in references)
        return self.encode([*kept], release)


_PLAIN = (
    ReferenceFormat(
        "bib",
        "BibTeX",
        "application/x-bibtex",
        "For LaTeX, JabRef and Zotero.",
        bibtex.encode,
    ),
    ReferenceFormat(
        "ris",
        "RIS",
        "application/x-research-info-systems",
        "For Zotero, EndNote, Mendeley and most others.",
        ris.encode,
    ),
    ReferenceFormat(
        "csl.json",
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        "For Zotero, Pandoc and citation processors.",
        csl_json.encode,
    ),
)
REFERENCE_FORMATS = _PLAIN + tuple(
    replace(one, ending=f"quotes.{one.ending}", quotes=True) for one in _PLAIN
)


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format for a document to read, such as a reading list."""

    ending: str
    label: str
    media_type: str
    encode: Callable[[Document], bytes]


DOCUMENT_FORMATS = (
    DocumentFormat(
        "docx",
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.encode,
    ),
    DocumentFormat("html", "HTML", "text/html; charset=utf-8", html.encode),
    DocumentFormat("md", "Markdown", "text/markdown; charset=utf-8", markdown.encode),
)


def _without_texts(encode: Callable[[Bundle, str], bytes]) -> Encoder:
    return lambda data, _, site: encode(data, site)


_AS_NOTES, _THE_QUOTES = ", each with its quotes as notes", ", the quotes"


def _references(form: ReferenceFormat) -> Encoder:
    return lambda data, _, site: form.content(references_in(data, site), data.release)


EXPORTS: Sequence[Export] = (
    Export(
        "arguments.json",
        "JSON",
        "application/json",
        "All records in one file: the debate, its cases and clashes, sources, passages, "
        "speakers, claims, quotes and how the claims bear on one another. For programs "
        "and for archiving.",
        "the articles themselves, of which it has the checksums.",
        lambda data, _, __: arguments_json.encode(data),
    ),
    Export(
        "arguments.schema.json",
        "JSON Schema",
        "application/schema+json",
        "The structure of arguments.json, field by field. For checking it, and for "
        "writing programs that read it.",
        "the data itself.",
        lambda _, __, site: arguments_json.encode_schema(site),
    ),
    Export(
        "claims.csv",
        "CSV",
        CSV,
        "One row per claim, with the claims that bear on it. For spreadsheets and "
        "statistics.",
        "the words of quotes, which are in quotes.csv; notes on links; the subject of "
        "each clash; the cases.",
        _without_texts(csv_tables.claims),
    ),
    Export(
        "quotes.csv",
        "CSV",
        CSV,
        "One row per quote, with its speaker and place. For spreadsheets and "
        "statistics.",
        "the text of claims, which is in claims.csv. A cell that a spreadsheet would run "
        "as a formula has an apostrophe before it.",
        _without_texts(csv_tables.quotes),
    ),
    Export(
        "arguments.argdown",
        "Argdown",
        _TEXT,
        "Claims, quotes and links as text that can be read, edited, and drawn as a "
        "map. For argument mapping.",
        "kinds of answer (all are attacks; a comment says which kind); full records of "
        "sources and speakers. Clashes, how firmly a quote speaks and what the editors say "
        "of a claim are tags and data, which a map does not draw.",
        _without_texts(argdown.encode),
    ),
    Export(
        "arguments.aif.json",
        "AIF",
        "application/json",
        "Claims, quotes and links as a graph of information, inference, conflict and "
        "locution nodes. "
        "For argument tools such as those of AIFdb, and arguebuf.",
        "kinds of answer (all are conflicts; a custom field says which kind); full records "
        "of sources. Clashes, cases, how firmly a quote speaks and what the editors say of "
        "a claim are custom fields, which other programs ignore.",
        _without_texts(aif.encode),
    ),
    Export(
        "arguments.xaif.json",
        "xAIF",
        "application/json",
        "The same graph with the quoted words as one text, each joined to its node. For "
        "tools that read and mark texts.",
        "what AIF cannot hold, and the text between the quotes.",
        _without_texts(aif.encode_extended),
    ),
    Export(
        "annotations.jsonld",
        "Web Annotation",
        _LD,
        "Every quote as an annotation on its source, located by wording or position. For "
        "annotation tools, and for re-annotating the articles.",
        "how claims bear on one another, where they clash, what the editors say of them, "
        "and their text, to which it links. Tags say how firmly a quote speaks, but not "
        "for which of several claims.",
        web_annotations.encode,
    ),
    Export(
        "arguments.kialo.txt",
        "Kialo text",
        _TEXT,
        "All claims as one numbered tree of pros and cons. For Kialo, and for reading "
        "through.",
        "quotes, sources, notes and what the editors say; clashes and cases; kinds of "
        "answer, which are all cons; circular links become references.",
        _without_texts(kialo.encode),
    ),
    *(
        Export(
            f"references.{form.ending}",
            form.label,
            form.media_type,
            f"The articles as references{_AS_NOTES * form.quotes}. {form.purpose}",
            f"claims{_THE_QUOTES * (not form.quotes)}, how they bear on one another, and "
            "where they clash.",
            _references(form),
        )
        for form in REFERENCE_FORMATS
    ),
    Export(
        STORE,
        "SQLite",
        "application/vnd.sqlite3",
        "The database behind these pages, with the full text of the articles and an index "
        "of it. For questions that no page answers; any tool that reads SQLite opens it.",
        "",
        None,
    ),
)
BY_NAME = {export.name: export for export in EXPORTS}


def content(export: Export, store: Store) -> bytes:
    """Return one export of the *store*."""
    if export.encode is None:
        return store.content()
    with bundle_reader.lent_bundle(store) as data:
        return export.encode(data, _texts(store), store.address)


def sizes(store: Store) -> dict[str, int]:
    """Return the size of every export, in bytes; of a large store, that of its file alone."""
    if store.size > _WRITTEN:
        return {STORE: store.size}
    texts = _texts(store)
    with bundle_reader.lent_bundle(store) as data:
        return {
            one.name: len(one.encode(data, texts, store.address))
            if one.encode
            else store.size
            for one in EXPORTS
        }


def _texts(store: Store) -> dict[str, str]:
    rows = store.rows("SELECT id, text FROM source")
    return {row["id"]: row["text"] for row in rows}
