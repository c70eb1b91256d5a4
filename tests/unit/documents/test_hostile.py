"""A folder of broken, foreign, empty, huge and hostile documents: read or refused in words."""

import os
import tomllib
from pathlib import Path

import pytest

from app import cli
from app.documents import reading
from app.documents.reading import read_here
from app.documents.report import report
from app.documents.source_files import new_source
from app.domain.errors import UnreadableDocument
from app.text.visible_text import UNSEEN
from tests.soak import soak
from tests.unit.documents.hostile import FILES, TEXT


@pytest.mark.parametrize("name", FILES)
def test_each_is_read_whole_or_refused_with_the_reason(tmp_path, name):
    content, why = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)

    if why:
        with pytest.raises(UnreadableDocument, match=why) as refused:
            read_here(path)
        assert str(refused.value).isprintable()
        return
    new = new_source(read_here(path), name, content, set())
    facts = tomllib.loads(new.files[f"sources/{new.slug}.toml"].decode())
    assert facts["original_file"] == name.encode(errors="replace").decode()
    assert all(line.isprintable() for line in report(new, Path("seeds")))
    assert not UNSEEN.search(facts["title"])
    signs = "signs that no reader sees, shown by their numbers: U+"
    assert ("signs" in name) == any(
        signs in line for line in report(new, Path("seeds"))
    )


def test_what_is_no_file_is_refused_before_it_is_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "zeros.txt").symlink_to("/dev/zero")

    for name in ("pipe.txt", "folder.txt", "zeros.txt"):
        with pytest.raises(UnreadableDocument, match="it is no file"):
            reading.read_document(tmp_path / name)


@soak
def test_the_command_goes_through_the_whole_folder(seeds, tmp_path, monkeypatch, capfd):
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
    with (folder / "huge.pdf").open("wb") as file:
        file.truncate(300_000_000)
    with (folder / "zeros.html").open("wb") as file:
        file.truncate(reading.LARGEST)
    (folder / "link.txt").symlink_to("nowhere.txt")
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "real.txt").write_text(f"{TEXT}The end.")
    (folder / "linked.md").symlink_to("real.txt")
    before = {path.name for path in (seeds / "sources").iterdir()}
    files = sorted(map(str, folder.iterdir()))
    monkeypatch.setattr(
        "sys.argv", ["counterpoint", "add", *files, "--seeds", str(seeds)]
    )

    with pytest.raises(SystemExit) as ended:
        cli.main()

    out, err = capfd.readouterr()
    read = sum(not why for _, why in FILES.values()) + 1
    assert ended.value.code == 1
    assert "Traceback" not in out + err
    assert f"\n{out}".count("\nwrote ") == read
    assert err.count("Reading ") == len(files)
    assert err.count("counterpoint: ") == len(files) - read
    after = {path.stem for path in (seeds / "sources").iterdir()}
    assert len(after) - len({name.rpartition(".")[0] for name in before}) == read
