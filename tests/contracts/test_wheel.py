"""The wheel, installed by itself, is the same site as the checkout."""

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import httpx2
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import answering
from tests.soak import soak

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.txt"
SECOND_PART = "# Tests and checks"

Command = tuple[str | Path, ...]
PYTHON_M = (sys.executable, "-m")
# Citations have the address at which a page was asked for.
_HOST = re.compile(rb"http://127\.0\.0\.1:\d+")


@pytest.mark.slow
@pytest.mark.parametrize(
    "locked",
    [False, pytest.param(True, marks=soak)],
    ids=["beside what is installed here", "beside what the lock names"],
)
def test_the_wheel_is_whole_and_serves_the_same_site_from_another_folder(
    tmp_path, real_store, locked
):
    wheel = from_the_sdist(tmp_path / "dist")

    assert names(wheel) == names(built("wheel", ROOT, tmp_path / "checkout"))
    assert beside() - set(names(wheel)) == set()

    counterpoint = installed(wheel, tmp_path / "elsewhere", locked=locked)
    _never_writes_to_its_own_seeds(counterpoint, tmp_path)
    # It has no store yet, so it builds one from the seeds that it carries.
    with served(counterpoint, tmp_path / "store.sqlite", cwd=tmp_path) as address:
        from_the_wheel = _HOST.sub(b"", body(address))
    with answering(real_store.path) as address:
        from_the_checkout = _HOST.sub(b"", body(f"{address}/"))

    assert b"<h1" in from_the_wheel
    assert from_the_wheel == from_the_checkout


def _never_writes_to_its_own_seeds(counterpoint: Path, cwd: Path) -> None:
    for words in (["add", "letter.txt"], ["check", "--fix"]):
        refused = subprocess.run(
            [counterpoint, *words], cwd=cwd, capture_output=True, text=True, check=False
        )
        assert refused.returncode == 1
        assert "this is the debate that came with the program" in refused.stderr
        assert "came with the program and are never written to" in refused.stderr


def test_the_lock_holds_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    first, second = lock_parts()

    assert unmet(project["project"]["dependencies"], first) == []
    assert unmet(groups["test"] + groups["lint"], first + second) == []


def test_the_lock_names_no_address():
    assert "//" not in LOCK.read_text("utf-8")


def lock_parts() -> tuple[str, str]:
    """Return the lock's two parts: what runs, and what tests and checks need."""
    first, mark, second = LOCK.read_text("utf-8").partition(SECOND_PART)
    assert mark, f"requirements.txt has no line {SECOND_PART!r}"
    return first, second


def unmet(asked: list[str], lock: str) -> list[str]:
    """Return those of *asked* that no line of *lock* meets."""
    lines = (line.rstrip("\\") for line in lock.splitlines() if "==" in line)
    locked = {
        canonicalize_name(line.name): next(iter(line.specifier)).version
        for line in map(Requirement, lines)
    }
    return [
        want
        for want, need in zip(asked, map(Requirement, asked), strict=True)
        if locked.get(canonicalize_name(need.name), "none") not in need.specifier
    ]


def from_the_sdist(place: Path) -> Path:
    """Build the wheel as packagers do: from the sdist, unpacked and then gone."""
    sdist = built("sdist", ROOT, place)
    run((*PYTHON_M, "tarfile", "--extract", sdist, place), cwd=place)
    unpacked = place / sdist.name.removesuffix(".tar.gz")
    wheel = built("wheel", unpacked, place / "wheel")
    shutil.rmtree(unpacked)
    return wheel


def beside() -> set[str]:
    """Return where the wheel has each file that is read from beside the package."""
    return {
        f"app/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "static", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def installed(wheel: Path, place: Path, *, locked: bool) -> Path:
    """Install *wheel* in an empty environment; return the command that it brings.

    What it needs is installed from the lock, or else read where it is installed here.
    """
    venv.create(place / "venv", with_pip=False)
    programs = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    # What is used is compiled as it is used; most of it never is.
    pip = (*PYTHON_M, "pip", "--python", programs / "python")
    install = (*pip, "install", "--quiet", "--no-compile")
    if locked:
        first_part = place / "requirements.txt"
        first_part.write_text(lock_parts()[0], "utf-8")
        run((*install, "--require-hashes", "--requirement", first_part), cwd=place)
    else:
        base = {"base": place / "venv", "platbase": place / "venv"}
        (packages := Path(sysconfig.get_path("purelib", vars=base))).mkdir(
            parents=True, exist_ok=True
        )
        (packages / "here.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    # Without an index: what the wheel asks for must be there by now.
    run((*install, "--no-index", wheel), cwd=place)
    return programs / "counterpoint"


def built(kind: str, source: Path, into: Path) -> Path:
    """Build the *kind* of distribution from the folder *source*; return its file."""
    run((*PYTHON_M, "hatchling", "build", "-t", kind, "-d", into), cwd=source)
    (file,) = into.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return file


def names(wheel: Path) -> list[str]:
    """Return the names of the files in *wheel*, in order."""
    with ZipFile(wheel) as archive:
        return sorted(archive.namelist())


def run(command: Command, cwd: Path) -> None:
    """Run *command* in *cwd*, and show what it said if it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=plain_environment(),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@contextmanager
def served(command: Path, store: Path, cwd: Path) -> Iterator[str]:
    """Serve the site while the block runs, and give its address."""
    port = free_port()
    serve = (command, "serve", "--port", str(port), "--database", store)
    with subprocess.Popen(serve, cwd=cwd, env=plain_environment()) as server:
        try:
            wait_until_it_answers(server, port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once *server* takes connections on *port*."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended before it answered"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not answer within 30 seconds")


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def body(address: str) -> bytes:
    """Return the page at *address*, as it was sent."""
    return httpx2.get(address, timeout=30, trust_env=False).raise_for_status().content


def plain_environment() -> dict[str, str]:
    """Return the environment less what could lead back to the checkout."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COUNTERPOINT_", "PYTHON", "VIRTUAL_ENV"))
    }
