"""The words of documents that somebody has written, in each format that is read."""

import io
import subprocess
import sys
import zipfile

import pytest

from app.documents.written_text import text_of
from app.domain.errors import UnreadableDocument
from app.paths import ROOT

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*paragraphs, footnotes=""):
    """Make a Word document of some paragraphs."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        body = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
        file.writestr(
            "word/document.xml",
            f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        )
        if footnotes:
            file.writestr(
                "word/footnotes.xml",
                f"<w:footnotes {WORD}><w:p>{footnotes}</w:p></w:footnotes>",
            )
    return content.getvalue()


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


HTML = [
    pytest.param("<p>One <b>bold</b>\n line.<br>Two</p>", "One bold line.\nTwo", id="inline and line ends"),
    pytest.param("<p>He said <q>one two three</q>.</p>", "He said “one two three”.", id="a short quotation"),
    pytest.param(
        "<p>He said:</p><blockquote><p>One.</p><p>Two.</p><cite>Rinna</cite></blockquote><p>So.</p>",
        "He said:\n\n> One.\n>\n> Two.\n>\n> — Rinna\n\nSo.",
        id="a block quote with its speaker",
    ),
    pytest.param("<ul><li>One<li>&ldquo;Two&rdquo;</ul>", "One\n\n“Two”", id="a list, unclosed, with entities"),
    pytest.param("<head><title>T</title></head><script>x</script><p>One", "One", id="what is not seen"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "text"), HTML)
def test_the_text_of_a_page_is_read(page, text):
    assert text_of("page.html", page.encode()) == text
    assert text_of("PAGE.HTM", b"\xef\xbb\xbf" + page.encode()) == text


def test_a_word_document_is_read_with_its_quotations_and_footnotes():
    quote = '<w:pPr><w:pStyle w:val="IntenseQuote"/></w:pPr>'
    inset = '<w:pPr><w:ind w:left="720"/></w:pPr>'
    item = '<w:pPr><w:numPr/><w:ind w:left="720"/></w:pPr>'
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"

    content = docx(
        run("One ") + deleted + run("two") + "<w:r><w:br/><w:t>three</w:t></w:r>",
        quote + run("Quoted."),
        inset + run("Set in."),
        item + run("An item."),
        "",
        footnotes=run("A note."),
    )

    assert text_of("essay.docx", content) == (
        "One two\nthree\n\n> Quoted.\n>\n> Set in.\n\nAn item.\n\nA note."
    )


@pytest.mark.parametrize("ending", [".txt", ".md", ".TXT"])
def test_plain_text_is_read_in_the_encodings_that_people_save(ending):
    for content in (
        "“a”\r\nb".encode(),
        "“a”\r\nb".encode("utf-8-sig"),
        "“a”\r\nb".encode("utf-16"),
    ):
        assert text_of(f"essay{ending}", content) == "“a”\nb"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        pytest.param("a.pdf", b"%PDF", "only .txt, .md", id="another kind"),
        pytest.param("a", b"text", "only .txt, .md", id="no ending"),
        pytest.param("a.txt", b"\x80\x81", "not text in UTF-8", id="another encoding"),
        pytest.param("a.md", b"a\0b", "not text in UTF-8", id="bytes"),
        pytest.param("a.html", b"", "no text", id="an empty page"),
        pytest.param("a.docx", b"%PDF-1.7", "not a Word document", id="a PDF by that name"),
        pytest.param("a.docx", docx()[:-9], "not a Word document", id="cut off"),
        pytest.param("a.docx", docx("<w:p"), "not a Word document", id="broken within"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_to_be_so(name, content, why):
    with pytest.raises(UnreadableDocument, match=why) as refused:
        text_of(name, content)

    assert str(refused.value).startswith(f"{name}: ")


def test_a_document_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("app.documents.written_text._LARGEST", 100)

    with pytest.raises(UnreadableDocument, match="too large"):
        text_of("a.docx", docx(run("x" * 1_000)))


def test_a_damaged_document_is_refused():
    content = bytearray(docx(run("one two three " * 200)))
    content[60:70] = b"\xff" * 10

    with pytest.raises(UnreadableDocument, match="not a Word document"):
        text_of("a.docx", bytes(content))


def test_a_text_box_and_moved_text_are_read_once():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent><w:p>{run('Boxed.')}</w:p></w:txbxContent>"
    twice = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    moved = (
        f"<w:moveFrom>{run('moved')}</w:moveFrom><w:moveTo>{run('moved')}</w:moveTo>"
    )

    text = text_of("a.docx", docx(run("Around. ") + twice, moved))

    assert text == "Around.\n\nBoxed.\n\nmoved"


def test_pages_of_old_are_read_as_browsers_read_them():
    page = "<p>“one two three”. Café.</p>"

    assert text_of("a.html", page.encode("cp1252")) == "“one two three”. Café."


def test_a_paragraph_that_begins_with_a_sign_is_no_block_quote():
    assert text_of("a.html", b"<p>&gt; 50 percent") == "\\> 50 percent"


def test_a_page_that_is_too_deep_is_refused():
    with pytest.raises(UnreadableDocument, match="too deep"):
        text_of("a.html", b"<b>" * 3_000 + b"words")


def test_entities_of_a_document_are_not_resolved():
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        f"<w:document {WORD}><w:body><w:p>{run('&b;')}</w:p></w:body></w:document>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("word/document.xml", bomb)

    assert "a" not in text_of("a.docx", content.getvalue())


def test_no_package_of_the_extra_add_is_loaded():
    code = "import app.documents.written_text, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )

    loaded = set(done.stdout.decode().split())
    assert "lxml.html" in loaded
    assert not loaded & {
        "lxml_html_clean", "markdown_it", "mdit_py_plugins", "pypdfium2", "trafilatura",
    }  # fmt: skip
