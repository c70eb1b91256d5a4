"""Templates that are compiled once."""

import pytest
from jinja2 import DictLoader, Environment

from app.web.compiled_templates import CompiledTemplates


@pytest.fixture
def rendered(tmp_path):
    """Give a function that renders a template in a program that has just started."""

    def rendered(source, folder=tmp_path):
        cache = CompiledTemplates(folder)
        loader = DictLoader({"page.html": source})
        return (
            Environment(  # noqa: S701 - no page
                loader=loader, bytecode_cache=cache
            )
            .get_template("page.html")
            .render(n=1)
        )

    return rendered


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_template_is_read_as_it_was_compiled(rendered, tmp_path):
    rendered("{{ n }} claim")
    (file,) = kept(tmp_path)
    # The same length, so that the compiled code is whole.
    file.write_bytes(file.read_bytes().replace(b" claim", b" quote"))

    assert rendered("{{ n }} claim") == "1 quote"


def test_a_template_that_has_changed_is_compiled_anew(rendered, tmp_path):
    rendered("{{ n }} claim")

    assert rendered("{{ n }} quote") == "1 quote"
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize("length", [0, 30, 60])
def test_a_damaged_file_is_written_anew(rendered, tmp_path, length):
    rendered("{{ n }} claim")
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[:length])

    assert rendered("{{ n }} claim") == "1 claim"
    assert file.read_bytes() == whole


def test_pages_are_shown_where_nothing_can_be_kept(rendered, tmp_path):
    no_folder = tmp_path / "file"
    no_folder.touch()

    assert rendered("{{ n }} claim", no_folder) == "1 claim"
