"""A document as DOCX, the format of Word, LibreOffice and others (ECMA-376).

The fixed parts, such as the styles, are in ``docx_parts/``. The file is a ZIP: its times
are the date of the release, so that the same document has the same bytes. If notes are to
be filled in, it is not compressed, so that the script needs no decompression.
"""

import io
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from xml.sax import saxutils
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.exports.document.model import Block, BlockKind, Document, Run
from app.text.scripts import is_right_to_left

_FIXED = Path(__file__).resolve().parent / "docx_parts"
# In the order in which programs look for them.
_PARTS = (
    ("[Content_Types].xml", "types.xml"),
    ("_rels/.rels", "rels.xml"),
    ("docProps/app.xml", "app.xml"),
    ("word/styles.xml", "styles.xml"),
    ("word/settings.xml", "settings.xml"),
    ("word/footer.xml", "footer.xml"),
)
_STYLES = {
    BlockKind.TITLE: "Heading1",
    BlockKind.HEADING: "Heading2",
    BlockKind.LINE: "Normal",
    BlockKind.QUOTE: "Quote",
    BlockKind.BY: "By",
    BlockKind.NOTE: "Note",
    BlockKind.REFERENCE: "Bibliography",
}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
# What no XML 1.0 may have, and Word refuses: https://www.w3.org/TR/xml/#charsets.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A4, with margins of an inch; the footer has the page number.
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
    'w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def encode(document: Document) -> bytes:
    """Return the file."""
    links: dict[str, str] = {}
    body = "\n".join(_body(document, links))
    parts = {name: (_FIXED / file).read_text("utf-8") for name, file in _PARTS}
    parts |= {
        "docProps/core.xml": _core(document),
        "word/_rels/document.xml.rels": _relations(links),
        "word/document.xml": body,
    }
    has_slots = any(block.kind is BlockKind.NOTE for block in document.blocks)
    day = (document.day.year, document.day.month, document.day.day, 0, 0, 0)
    content = io.BytesIO()
    with ZipFile(content, "w") as file:
        for name, part in parts.items():
            entry = ZipInfo(name, day)
            entry.create_system = 0  # by default, the system that wrote it
            entry.compress_type = ZIP_STORED if has_slots else ZIP_DEFLATED
            file.writestr(entry, part.encode())
    return content.getvalue()


def escape(text: str) -> str:
    """Return a text as XML has it, without characters that no XML may have."""
    return saxutils.escape(_NO_XML.sub("", text))


def _core(document: Document) -> str:
    """Return the metadata: title, language and date."""
    when = f'xsi:type="dcterms:W3CDTF">{document.day}T00:00:00Z'
    return (
        f"{_XML}<cp:coreProperties {_CORE}><dc:title>{escape(document.title)}</dc:title>"
        f"<dc:creator>{escape(document.creator)}</dc:creator>"
        f"<dc:language>{document.language}</dc:language>"
        f"<dcterms:created {when}</dcterms:created>"
        f"<dcterms:modified {when}</dcterms:modified></cp:coreProperties>"
    )


def _relations(links: dict[str, str]) -> str:
    """Return the relations of the document: the parts it uses, and its links."""
    parts = [
        f'<Relationship Id="{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
        for part in ("styles", "settings", "footer")
    ]
    targets = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" '
        f'Target={quoteattr(address)} TargetMode="External"/>'
        for address, name in links.items()
    ]
    return "\n".join(
        [
            f'{_XML}<Relationships xmlns="{_RELATIONS}">',
            *parts,
            *targets,
            "</Relationships>",
        ]
    )


def _body(document: Document, links: dict[str, str]) -> Iterator[str]:
    """Yield the text, a line a block; adds the name of each address to *links*."""
    yield f'{_XML}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
    number = 0
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        runs = (Run("My note: ", bold=True),) if block.kind is BlockKind.NOTE else ()
        words = "".join(_run(run, links) for run in (*runs, *block.runs))
        if block.kind is BlockKind.REFERENCE:
            number += 1
            words = (
                f'<w:bookmarkStart w:id="{number}" w:name="r{number}"/>{words}'
                f'<w:bookmarkEnd w:id="{number}"/>'
            )
        keep = _stays_with_next(block, following)
        yield _paragraph(_STYLES[block.kind], words, keep=keep, language=block.language)
        if block.below:
            yield _paragraph("By", "".join(_run(run, links) for run in block.below))
    yield f"{_PAGE}</w:body></w:document>"


def _stays_with_next(block: Block, following: Block | None) -> bool:
    """Whether a block stays on one page with what follows, beside what its style says.

    A line below a heading does, what is said of a quote but for the last of it, and a
    reference with what belongs to it.
    """
    by = block.kind is BlockKind.BY
    more = by and following is not None and following.kind is BlockKind.BY
    return block.kind is BlockKind.LINE or more or bool(block.below)


def _paragraph(
    style: str, words: str, *, keep: bool = False, language: str = ""
) -> str:
    kept = "<w:keepNext/>" if keep else ""
    turned = "<w:bidi/>" if is_right_to_left(language) else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{turned}</w:pPr>{words}</w:p>'


def _run(run: Run, links: dict[str, str]) -> str:
    face = "<w:b/>" if run.bold else "<w:i/>" if run.italic else ""
    if not run.link:
        return _words(run, face)
    words = _words(run, f'<w:rStyle w:val="Hyperlink"/>{face}')
    if run.link[0] == "#":
        return f'<w:hyperlink w:anchor="{run.link[1:]}">{words}</w:hyperlink>'
    name = links.setdefault(run.link, f"link{len(links) + 1}")
    return f'<w:hyperlink r:id="{name}">{words}</w:hyperlink>'


def _words(run: Run, style: str) -> str:
    if run.language:
        tag = quoteattr(run.language)
        turned = "<w:rtl/>" if is_right_to_left(run.language) else ""
        style += f"{turned}<w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>"
    style = f"<w:rPr>{style}</w:rPr>" if style else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
