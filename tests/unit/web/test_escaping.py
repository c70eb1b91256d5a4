"""How templates write a value: as markupsafe does, in less time."""

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given
from markupsafe import Markup, escape

from app.domain.vocabulary import Stance
from app.web.templating import escaped

SIGNS = "&<>'\"a;#"


@given(st.text() | st.text(SIGNS))
def test_a_text_is_escaped_as_markupsafe_does(text):
    assert escaped(text) == str(escape(text))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(Markup("<b>&amp;</b>"), "<b>&amp;</b>", id="markup stays"),
        pytest.param(Path("a<b"), "a&lt;b", id="what is no text"),
        pytest.param(Stance.FOR, "for", id="a word of a closed list"),
        pytest.param(1, "1", id="a number"),
        pytest.param(None, "None", id="nothing"),
    ],
)
def test_other_values_are_written_as_markupsafe_does(value, written):
    assert escaped(value) == str(escape(value)) == written


def test_templates_write_by_it(client):
    templates = client.app.app.app.state.templates

    page = templates.from_string("{{ text }}{{ markup }}")

    assert page.root_render_func.__globals__["escape"] is escaped
    assert page.render(text="<i>", markup=Markup("<b>")) == "&lt;i&gt;<b>"
