"""What `check --fix` mends, which lines it touches, and what it leaves alone."""

import pytest

from app.compile.compiler import compiled_seeds
from app.compile.mended_seeds import mended, mended_seeds
from app.compile.review import review
from app.domain.errors import Mend, SeedErrors

WATER = "claims/water.toml"


def test_what_needs_no_judgement_is_mended_and_no_other_byte_is_touched(seeds, change):
    whole = {path: path.read_bytes() for path in seeds.rglob("*.*")}
    article, facts = seeds / "sources/pilot-2025.txt", seeds / "sources/pilot-2025.toml"
    (seeds / WATER).chmod(0o640)
    # An editor on Windows saves the claims, with a warning accepted that is not raised, and
    # words before a quote that are not there; the article has a line more at its end.
    text = whole[seeds / WATER].decode().replace("\n", "\r\n")
    at = text.index('stance = "for"')
    spoilt = (
        text[:at]
        + 'accept.long = """\r\nIt is,\r\nthey say."""  # ever\r\n'
        + text[at:]
    )
    at = spoilt.index('source = "')
    spoilt = spoilt[:at] + 'prefix = "not there"\r\nnth = 3\r\n' + spoilt[at:]
    (seeds / WATER).write_bytes(spoilt.encode())
    article.write_bytes(whole[article] + b"\n\nSeen since.\n")
    change("sources/pilot-2025.toml", "[[joins]]", "[[joins]]\nnth = 2")

    told = [*mended_seeds(seeds)]

    assert (seeds / WATER).read_bytes() == text.encode()
    assert (seeds / WATER).stat().st_mode & 0o777 == 0o640
    old, new = whole[facts].split(b"\n"), facts.read_bytes().split(b"\n")
    assert [line[:10] for line, was in zip(new, old, strict=True) if line != was] == [
        b'sha256 = "'
    ]
    assert {*seeds.rglob("*.*")} == {*whole}
    assert all(
        path.read_bytes() == content
        for path, content in whole.items()
        if path not in {seeds / WATER, article, facts}
    )
    assert told[:2] == [f"mended: {WATER}", '  - prefix = "not there"']
    assert '  - they say."""  # ever' in told
    assert not review(*compiled_seeds(seeds)).idle
    assert [*mended_seeds(seeds)] == []


def test_a_sum_is_left_while_words_are_missing(seeds, change):
    change("sources/pilot-2025.txt", "Gulls are white.", "Gulls are grey.")
    before = {path: path.read_bytes() for path in seeds.rglob("*.*")}

    told = [*mended_seeds(seeds)]

    assert told == []
    assert {path: path.read_bytes() for path in seeds.rglob("*.*")} == before


@pytest.mark.parametrize(
    "line",
    [pytest.param("", id="missing"), pytest.param('sha256 = "…"\n', id="unsaid")],
)
def test_a_sum_that_was_never_there_is_written(seeds, line):
    path = seeds / "sources/pilot-2025.toml"
    before = path.read_text("utf-8")
    (there,) = [one for one in before.splitlines() if one.startswith("sha256")]
    path.write_text(before.replace(f"{there}\n", line), "utf-8")
    with pytest.raises(SeedErrors):
        compiled_seeds(seeds)

    [*_] = mended_seeds(seeds)

    assert sorted(path.read_text("utf-8").split("\n")) == sorted(before.split("\n"))
    compiled_seeds(seeds)


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("a = 1\nb = 2\n# c\n", "b", "a = 1\n# c\n"),
        ("\ufeffa = 1\nb = 2", "b", "\ufeffa = 1"),
        ("a = 1\nb = [\n  2,\n]  # c\n\n[t]\n", "b", "a = 1\n\n[t]\n"),
        ("a = '''\nb = 2'''\nb = '''\n1'''\n", "b", "a = '''\nb = 2'''\n"),
        ("[[t]]\na.b = 1\nc = 2\n", "t[0].a.b", "[[t]]\nc = 2\n"),
        # Other keys stand on the same line: a person has to.
        ("t = [{ a = 1, b = 2 }]\n", "t[0].b", None),
    ],
)
def test_a_key_goes_with_its_lines_and_with_nothing_else(text, key, after):
    assert mended(text, Mend("file", key)) == after
