"""The two orders of a name: in reading, and family name first. Pure."""

import re

# Names in the signs of Chinese have no blank between their parts.
_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


class NameOrders:
    """A name whose parts are known: of a person, or of an institution (*literal*)."""

    __slots__ = ()

    family: str | None
    given: str | None
    suffix: str | None
    family_first: bool
    literal: str | None

    @property
    def name(self) -> str:
        """The name in reading order: "Martin Luther King Jr.", "Xi Jinping"."""
        order = [self.given, self.family]
        if self.family_first:
            order.reverse()
        name = " ".join(filter(None, (*order, self.suffix)))
        return self.literal or _CHINESE.sub("", name)

    @property
    def inverted(self) -> str:
        """The name as catalogues have it: "King, Martin Luther, Jr."."""
        parts = (self.family, self.given, self.suffix)
        return self.literal or ", ".join(filter(None, parts))
