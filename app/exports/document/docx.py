"""Write a text as DOCX, the form of Word, LibreOffice and others (ECMA-376).

What never changes, the styles above all, stands beside this in ``docx/``. A file is a
zip: its times are the day of the release, so that the same text is the same bytes. Where
notes are to be filled in, it is not compressed, so that a browser needs no unpacking.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.exports.document.model import Document, Kind, Run

_FIXED = Path(__file__).resolve().parent / "docx_parts"
# In the order in which readers of the format look for them; the last two are written.
_PARTS = (
    ("[Content_Types].xml", "types.xml"),
    ("_rels/.rels", "rels.xml"),
    ("docProps/app.xml", "app.xml"),
    ("word/styles.xml", "styles.xml"),
    ("word/numbering.xml", "numbering.xml"),
    ("word/settings.xml", "settings.xml"),
    ("word/footer.xml", "footer.xml"),
)
_STYLES = {
    Kind.TITLE: "Heading1",
    Kind.HEADING: "Heading2",
    Kind.LINE: "Normal",
    Kind.QUOTE: "Quote",
    Kind.BY: "By",
    Kind.NOTE: "Note",
    Kind.REFERENCE: "Bibliography",
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
# A4, with margins of an inch; the foot has the number of the page.
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
    'w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def encode(text: Document) -> bytes:
    """Give the file."""
    links: dict[str, str] = {}
    document = "\n".join(_document(text, links))
    parts = {name: (_FIXED / file).read_text("utf-8") for name, file in _PARTS}
    parts |= {
        "docProps/core.xml": _core(text),
        "word/_rels/document.xml.rels": _relations(links),
        "word/document.xml": document,
    }
    filled_in = any(block.kind is Kind.NOTE for block in text.blocks)
    day = (text.day.year, text.day.month, text.day.day, 0, 0, 0)
    packed = io.BytesIO()
    with ZipFile(packed, "w") as file:
        for name, content in parts.items():
            entry = ZipInfo(name, day)
            entry.create_system = 0  # else it says on which system it was made
            entry.compress_type = ZIP_STORED if filled_in else ZIP_DEFLATED
            file.writestr(entry, content.encode())
    return packed.getvalue()


def _core(text: Document) -> str:
    """Say what the file is: its title, its language, and of when it is."""
    when = f'xsi:type="dcterms:W3CDTF">{text.day}T00:00:00Z'
    return (
        f"{_XML}<cp:coreProperties {_CORE}><dc:title>{escape(text.title)}</dc:title>"
        f"<dc:creator>Counterpoint</dc:creator><dc:language>{text.language}</dc:language>"
        f"<dcterms:created {when}</dcterms:created>"
        f"<dcterms:modified {when}</dcterms:modified></cp:coreProperties>"
    )


def _relations(links: dict[str, str]) -> str:
    """Say which other parts the text uses, and where its links lead."""
    used = [
        f'<Relationship Id="{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
        for part in ("styles", "numbering", "settings", "footer")
    ]
    led = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" '
        f'Target={quoteattr(address)} TargetMode="External"/>'
        for address, name in links.items()
    ]
    return "\n".join(
        [f'{_XML}<Relationships xmlns="{_RELATIONS}">', *used, *led, "</Relationships>"]
    )


def _document(text: Document, links: dict[str, str]) -> Iterator[str]:
    """Write the text, a block a line; *links* gets the addresses, each with its name."""
    yield f'{_XML}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
    number = 0
    for block in text.blocks:
        # What stands beneath a heading stays with what follows it.
        held = "<w:keepNext/>" if block.kind is Kind.LINE else ""
        style = f'<w:pPr><w:pStyle w:val="{_STYLES[block.kind]}"/>{held}</w:pPr>'
        runs = (Run("My note: ", bold=True),) if block.kind is Kind.NOTE else ()
        words = "".join(_run(run, links) for run in (*runs, *block.runs))
        if block.kind is Kind.REFERENCE:
            number += 1
            words = (
                f'<w:bookmarkStart w:id="{number}" w:name="r{number}"/>{words}'
                f'<w:bookmarkEnd w:id="{number}"/>'
            )
        yield f"<w:p>{style}{words}</w:p>"
    yield f"{_PAGE}</w:body></w:document>"


def _run(run: Run, links: dict[str, str]) -> str:
    if not run.link:
        return _words(run, "<w:b/>" if run.bold else "")
    words = _words(run, '<w:rStyle w:val="Hyperlink"/>')
    if run.link[0] == "#":
        return f'<w:hyperlink w:anchor="{run.link[1:]}">{words}</w:hyperlink>'
    name = links.setdefault(run.link, f"link{len(links) + 1}")
    return f'<w:hyperlink r:id="{name}">{words}</w:hyperlink>'


def _words(run: Run, look: str) -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
