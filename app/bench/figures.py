"""The figures of a run: what each is, its gate, the file that keeps them, README's tables."""

import json
import math
import os
import platform
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from app.paths import ROOT

RESULTS = Path(__file__).resolve().parent / "results"
README = ROOT / "README.md"

# What stands between is written by ``make bench``, from here.
_BLOCK = re.compile(
    r"(<!-- written by make bench: edit app/bench/figures.py -->\n).*?"
    r"(\n<!-- until here -->)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Figure:
    """One figure, and what it should be."""

    id: str
    what: str
    """What was measured, in words."""
    value: float
    """A ratio, or what its unit says."""
    unit: str = ""
    """What stands after it: "ms"; empty after a ratio."""
    least: float | None = None
    """The gate, where more is better."""
    most: float | None = None
    """The gate, where less is better."""
    note: str = ""
    """What the figure is of: the page that took longest."""

    @property
    def met(self) -> bool | None:
        """Whether it passes its gate; None without one."""
        if self.least is not None:
            return self.value >= self.least
        return None if self.most is None else self.value <= self.most

    @property
    def shown(self) -> str:
        """The figure in three digits, with its unit."""
        return f"{_three_digits(self.value)} {self.unit}".strip()

    @property
    def gate(self) -> str:
        """The gate in words: "at least 0.8"; empty without one."""
        if self.least is not None:
            return f"at least {self.least:g} {self.unit}".strip()
        return "" if self.most is None else f"at most {self.most:g} {self.unit}".strip()

    @property
    def line(self) -> str:
        """All of it on one line, for who looks on."""
        gate = f" ({self.gate}: {_VERDICTS[self.met]})" if self.gate else ""
        note = f"; {self.note}" if self.note else ""
        return f"{self.what}: {self.shown}{gate}{note}"


_VERDICTS = {True: "met", False: "not met", None: ""}


@dataclass(frozen=True)
class Results:
    """What one run found, and where."""

    date: str
    machine: str
    """How many cores, which system, which Python."""
    figures: list[Figure]


def machine() -> str:
    """Say what this machine is, without a word of whose it is."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def written(results: Results) -> str:
    """Return the content of a file of results."""
    # A figure a line, without what it lacks.
    figures = ",\n".join(
        json.dumps(
            {k: v for k, v in asdict(one).items() if v not in ("", None)},
            ensure_ascii=False,
        )
        for one in results.figures
    )
    head = json.dumps(
        {"date": results.date, "machine": results.machine}, ensure_ascii=False
    )
    return f'{head[:-1]}, "figures": [\n{figures}\n]}}\n'


def read(path: Path) -> Results:
    """Return what a file of results holds."""
    found = json.loads(path.read_text("utf-8"))
    return Results(**found | {"figures": [Figure(**one) for one in found["figures"]]})


def newest() -> Results:
    """Return the results of the last run that was kept; without any, no figures."""
    kept = sorted(RESULTS.glob("*.json"))
    return read(kept[-1]) if kept else Results("", "", [])


def readme_with(readme: str, results: Results) -> str:
    """Return the README with the tables of these results in place of the old ones."""
    tables = [_choices(results), *([_figures(results)] if results.figures else [])]
    between = "\n\n".join(["", *tables, ""])
    return _BLOCK.sub(lambda it: it[1] + between[1:-1] + it[2], readme)


# The figures stand in by their ids.
_CHOICES = """\
| choose | when | measured |
|---|---|---|
| `counterpoint serve` | at first, and for most sites: one process, one file | kept pages: {one-kept}; pages made anew: {one-made}; memory: {memory}; first page after the start: {start-time} |
| `--workers N` | there are cores to spare, and many pages are made anew: filters, searches, releases | two processes on two cores, beside the program that asks: kept pages: {two-kept}; pages made anew: {two-made} |
| a CDN in front, with `--cdn` and `--site` | readers come in crowds, or from far away | kept pages of one process: {one-kept-flow}, all of which goes through your line |
| `counterpoint publish` | nothing should have to run, and readers can do without verifying quotations | {published-files}, {published-size}, written in {published-time} |
| the same file on many machines | one is not enough, or must not be missed: copy the store there, and name it with `--database` | a store: {store}; of a hundred times the data: {store-100}; nothing is shared, so each adds all that it can do |
| PostgreSQL | the data must live there; pages take longer to make than from the file | see [PostgreSQL](#postgresql) |"""


class _Shown(dict[str, str]):
    """Figures by their ids."""

    def __missing__(self, name: str) -> str:
        if self:
            raise KeyError(name)
        return "not measured yet"


def _choices(results: Results) -> str:
    return _CHOICES.format_map(_Shown({one.id: one.shown for one in results.figures}))


def _figures(results: Results) -> str:
    """Return the table of what has a gate."""
    rows = [
        f"| {one.what} | {one.shown}{f' ({one.note})' if one.note else ''} "
        f"| {one.gate} | {_VERDICTS[one.met]} |"
        for one in results.figures
        if one.gate
    ]
    head = f"Measured on {results.date} by `make bench`: {results.machine}."
    return "\n".join(
        [head, "", "| what | figure | gate | |", "|---|---|---|---|", *rows]
    )


def _three_digits(value: float) -> str:
    """Write 35,812.4 as 35,800, 131.7 as 132, and 0.8532 as 0.853."""
    if value == 0:
        return "0"
    places = 2 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    places = 2 - math.floor(math.log10(abs(rounded)))  # 9.996 has become 10.0
    return f"{rounded:,.{max(places, 0)}f}"
