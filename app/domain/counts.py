"""Numbers with their nouns."""


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 claim", "2 claims"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
