"""Clashes and cases, as several formats write them where they have no place for them."""

from collections import defaultdict
from typing import Any

from app.domain.records import Bundle


def clashes_and_cases(data: Bundle) -> dict[str, Any]:
    """Return where the sides meet and what each leads with; claims by their slugs."""
    return {
        "clashes": [
            clash.model_dump(mode="json", exclude={"accepted"})
            for clash in data.clashes
        ],
        "cases": data.cases.model_dump(mode="json"),
    }


def clashes_by_claim(data: Bundle) -> dict[str, list[str]]:
    """Return the ids of the clashes in which each claim meets others."""
    clashes: dict[str, list[str]] = defaultdict(list)
    for clash in data.clashes:
        for claims in clash.sides.values():
            for claim in claims:
                clashes[claim].append(clash.id)
    return clashes
