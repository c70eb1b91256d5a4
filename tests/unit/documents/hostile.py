"""Fifty documents that are broken, foreign, empty, huge or hostile, as small as they can be.

Each has what becomes of it: words of the refusal, or "" if it is read.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise

WORDS = (
    "At noon the water in the harbour rises twice, as every pilot of the town knows."
)
TEXT = f"{WORDS}\n\n" * 3
PAGE = f"<html><title>The gate</title><body><article><h1>The gate</h1><p>{WORDS} {WORDS}{{}}</p><p>{WORDS}</p>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:document {W}><w:body>{{}}<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>"
CONTAINER = '<c><rootfile full-path="b.opf"/></c>'
PACKAGE = (
    '<package><metadata>{}</metadata><manifest><item id="a" href="{}" '
    'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
)
DUBLIN = '<d:title xmlns:d="http://purl.org/dc/elements/1.1/">{}</d:title>'
CHAPTER = f"<html><body>{{}}<p>{WORDS}</p></body></html>"
# An entity that stands for a thousand times a thousand times a thousand of itself.
BOMB = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 1000}'>" for a, b in pairwise("abcd")
) + "]>"  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of *parts*."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


def word(before: str = "") -> bytes:
    """Return a Word document with *before* at the start of its body."""
    return packed({"word/document.xml": BODY.format(before)})


def book(
    before: str = "",
    title: str = "",
    href: str = "a.xhtml",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return an EPUB book of one chapter, with *before* at its start, and other *parts*."""
    chapter = {
        "META-INF/container.xml": CONTAINER,
        "b.opf": PACKAGE.format(DUBLIN.format(title), href),
        "a.xhtml": CHAPTER.format(before),
    }
    return packed({**chapter, **(parts or {})})


def pdf(stream: str = "", extra: str = "", kids: str = "4 0 R") -> bytes:
    """Return a PDF of one page with *stream* on it, and *extra* in its trailer."""
    lines = "".join(f"1 0 0 1 72 {700 - 14 * n} Tm ({WORDS}) Tj " for n in range(3))
    drawn = stream or f"BT /F 11 Tf {lines}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        ),
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    body = "".join(f"{n} 0 obj\n{one}\nendobj\n" for n, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R {extra} >>\n".encode()


def inflating(size: int) -> bytes:
    """Return a PDF whose page unpacks to *size* bytes."""
    packed_page = zlib.compress(b" " * size, 9)
    whole = pdf("X").replace(b"<< /Length 1 >>", b"<< /Filter /FlateDecode /Length %d >>"
                             % len(packed_page))  # fmt: skip
    return whole.replace(b"stream\nX\n", b"stream\n" + packed_page + b"\n")


LOCK = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /Length 40 "
    f"/O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<00> <00>]"
)
UNKNOWN = "can be read; save it as one of these"
NO_WORD = "not a Word document, or it is damaged"
NO_BOOK = "not an EPUB book"
NO_PDF = "not a PDF, or it is damaged"
NO_WORDS = "it has no words"

# fmt: off
FILES: dict[str, tuple[bytes, str]] = {
    # broken
    "cut.docx": (word()[:-40], NO_WORD),
    "cut in half.docx": (word()[: len(word()) // 2], NO_WORD),
    "cut.epub": (book()[:-40], NO_BOOK),
    "cut.pdf": (pdf()[:300], NO_PDF),
    "cut.html": (PAGE.format("")[:-40].encode(), ""),
    "flipped.docx": (word().replace(b"PK\x03\x04", b"PK\x03\x05"), NO_WORD),
    "no body.docx": (packed({"word/styles.xml": "<a/>"}), NO_WORD),
    "no spine.epub": (packed({"META-INF/container.xml": CONTAINER}), NO_BOOK),
    "no pages.pdf": (pdf(kids=""), f"{NO_PDF}|pages are pictures|{NO_WORDS}"),
    "unclosed.docx": (packed({"word/document.xml": "<a><b>"}), NO_WORD),
    # foreign
    "old.doc": (OLE, UNKNOWN),
    "old.docx": (OLE, "or it has a password"),
    "picture.png": (PNG, UNKNOWN),
    "picture.pdf": (PNG, NO_PDF),
    "picture.html": (PNG, "not a web page"),
    "picture.txt": (PNG, "not text in UTF-8"),
    "picture.md": (PNG, "not text in UTF-8"),
    "data.json": (b'{"a": 1}', UNKNOWN),
    "data.html": (b'{"a": 1}', "it has no article"),
    "page.pdf": (PAGE.encode(), NO_PDF),
    "page.docx": (PAGE.encode(), NO_WORD),
    "paper.docx": (pdf(), NO_WORD),
    "paper.txt": (pdf("\0"), "not text in UTF-8"),
    "book.docx": (book(), NO_WORD),
    "letter.epub": (word(), NO_BOOK),
    "no ending": (TEXT.encode(), UNKNOWN),
    "latin.txt": (WORDS.encode() + b"\xe9", "not text in UTF-8"),
    # empty
    **{
        f"empty.{ending}": (b"", why)
        for ending, why in {
            "txt": NO_WORDS, "md": f"{NO_WORDS}|no text", "html": "no text|no article",
            "pdf": NO_PDF, "docx": NO_WORD, "epub": NO_BOOK,
        }.items()
    },
    "blank.txt": ("\ufeff\u200b \n\n\u2060".encode(), NO_WORDS),
    "blank.docx": (packed({"word/document.xml": f"<a {W}><w:body/></a>"}), NO_WORDS),
    "blank.epub": (packed({"META-INF/container.xml": CONTAINER,
                           "b.opf": PACKAGE.format("", "a.xhtml"),
                           "a.xhtml": "<html/>"}), NO_WORDS),
    "blank.pdf": (pdf("BT ET"), "the pages are pictures"),
    # hostile
    "bomb.docx": (packed({"word/document.xml": b"0" * 20_000_001}), "unpacked it has"),
    "bomb.epub": (book(parts={"b.opf": b"0" * 20_000_001}), "unpacked it has"),
    "bomb.pdf": (inflating(30_000_000), "the pages are pictures"),
    "entities.docx": (packed({"word/document.xml": f"{BOMB}<a>&d;</a>"}), NO_WORD),
    "entities.epub": (book(parts={"b.opf": f"{BOMB}<a>&d;</a>"}), NO_BOOK),
    "entities in a chapter.epub": (book(parts={"a.xhtml": f"{BOMB}<p>&d;</p>"}), ""),
    "deep.html": (b"<div>" * 9000 + PAGE.encode(), "nested too deep"),
    "deep.docx": (word("<w:p>" * 900 + "</w:p>" * 900), ""),
    "deep.epub": (book("<div>" * 900 + "</div>" * 900), ""),
    "deep.md": (TEXT.encode() + b"> " * 900 + WORDS.encode(), "nested too deep"),
    "many.epub": (packed({f"{n}": "" for n in range(11_000)}), NO_BOOK),
    "out.epub": (book(href="../../../etc/passwd"), NO_WORDS),
    "locked.epub": (book(parts={"META-INF/encryption.xml":
                            '<e><CipherReference URI="a.xhtml"/></e>'}), "locked by its shop"),
    "locked.pdf": (pdf(extra=LOCK), "it has a password"),
    "loop.pdf": (pdf(kids="2 0 R"), f"{NO_PDF}|pages are pictures|{NO_WORDS}"),
    # odd, and read
    "signs.txt": (f"{WORDS}\x07\x1b[31m \u202eesrever\u202c \u200b\u2066x\u2069\n".encode(), ""),
    "signs.html": (PAGE.format("\x07\u202eesrever\u202c&#8203;&#x2066;x&#0;").encode(), ""),
    "signs.docx": (word(f"<w:p><w:r><w:t>\u202e{WORDS}\u202c</w:t></w:r></w:p>"), ""),
    "<b>title<b>.epub": (book(title="&lt;script&gt;alert(1)&lt;/script&gt; \u202e"), ""),
    "new\nline \udcff.md": (f"# <b>Title</b> [x](javascript:x)\n\n{TEXT}".encode(), ""),
    "\u202etxt.\u202c.txt": (TEXT.encode(), ""),
    "one line.txt": (f"{WORDS} ".encode() * 2000, ""),
    "halves.html": (PAGE.format("&#xD83D;&#xDE00;&#x110000;").encode(), ""),
}
# fmt: on
