"""The folder of a published site: what is written, left alone, and said."""

import resource

import pytest

from app.domain.errors import FolderHasOthers, FolderNotWritable
from app.publish.folder import LIST, Published, new_files


def written(folder, **files):
    """Publish these files into a folder."""
    with new_files(folder) as new:
        for name, content in files.items():
            new.write(f"{name}.html", content.encode())
        return new.settle()


def there(folder):
    """Give the content of each file of a folder, but the list."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LIST
    }


def test_what_is_no_more_goes_and_what_is_foreign_stays(tmp_path):
    folder = tmp_path / "new" / "site"
    former = {"claims/former": "2"}
    assert written(folder, index="1", **former) == Published(2, 2, 0)
    (folder / "CNAME").write_text("example.org")

    assert written(folder, index="1", more="3") == Published(2, 1, 1)

    assert there(folder) == {
        "CNAME": "example.org",
        "index.html": "1",
        "more.html": "3",
    }
    assert not (folder / "claims").exists()


def test_a_foreign_file_in_the_way_is_named_and_nothing_is_changed(tmp_path):
    written(tmp_path, index="1")
    (tmp_path / "about.html").write_text("mine")
    (tmp_path / "map.html").symlink_to("nowhere")

    with pytest.raises(
        FolderHasOthers, match=r"would be replaced: about\.html, map\.html; move"
    ):
        written(tmp_path, index="2", about="3", map="4")

    assert there(tmp_path) == {"about.html": "mine", "index.html": "1"}
    assert (tmp_path / "map.html").is_symlink()


@pytest.mark.parametrize(
    "listed",
    [pytest.param("mine", id="a list of another"), pytest.param("", id="none")],
)
def test_a_list_that_is_no_list_of_ours_is_left_alone(tmp_path, listed):
    (tmp_path / LIST).write_text(listed)

    with pytest.raises(FolderHasOthers, match=LIST):
        written(tmp_path, index="1")

    assert (tmp_path / LIST).read_text() == listed


def test_nothing_outside_is_written_or_removed(tmp_path):
    folder, outside = tmp_path / "site", tmp_path / "outside"
    written(folder, index="1")
    outside.mkdir()
    (outside / "page.html").write_text("mine")
    (folder / "claims").symlink_to(outside)
    with (folder / LIST).open("a") as file:
        file.write("../outside/page.html\nclaims/page.html\n")

    with pytest.raises(FolderHasOthers, match="claims"):
        written(folder, **{"claims/page": "2"})
    written(folder, index="1")

    assert there(outside) == {"page.html": "mine"}


def test_a_stop_leaves_the_folder_as_it_was(tmp_path):
    written(tmp_path, index="1")

    new = new_files(tmp_path)
    new.__enter__().write("index.html", b"2")
    assert not new.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert there(tmp_path) == {"index.html": "1"}


def test_the_next_run_finishes_what_was_stopped_between(tmp_path):
    written(tmp_path, index="1", former="1")
    # As a run leaves it that is killed while it moves files into place.
    (tmp_path / "more.html").write_text("half")
    (tmp_path / ".publishing").mkdir()
    with (tmp_path / LIST).open("a") as file:
        file.write("more.html\n")

    assert written(tmp_path, index="2", more="2") == Published(2, 2, 1)

    assert there(tmp_path) == {"index.html": "2", "more.html": "2"}


def test_a_full_disk_is_told_and_leaves_the_folder_as_it_was(tmp_path):
    written(tmp_path, index="1")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(FolderNotWritable, match=r"was not published there \(File"):
            written(tmp_path, index="2" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert there(tmp_path) == {"index.html": "1"}


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("mine")

    with pytest.raises(FolderNotWritable, match=r"file: .*\(it is a file\); make room"):
        written(tmp_path / "file", index="1")
    with pytest.raises(FolderNotWritable, match="Not a directory"):
        written(tmp_path / "file" / "site", index="1")
