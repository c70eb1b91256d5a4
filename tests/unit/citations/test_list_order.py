"""The order of a list of references: what counts, and what does not."""

import pytest

from app.citations.list_order import list_order


@pytest.mark.parametrize(
    "entries",
    [
        # The article of a title, the bracket of a name that is inferred, and italics.
        (
            "Datta, S. K. (2025). Reality.",
            "<i>The next level: Closer than ever</i>. ([2022, February]).",
            "Rajput, K., &amp; Ghosh, S. ([2024]). The axis.",
            "[Re:Russia]. (2023, June 2). Clay alliance.",
        ),
        # The year tells works of one author apart, who comes before those with others.
        (
            "An, H. (2010). A year.",
            "An, H. (2012). A day.",
            "An, H., &amp; Zhou, L. (2001). Far.",
        ),
        # One name that begins another, signs within a name, and an accent.
        (
            "Brown, Z. (2020). Far.",
            "Browning, A. (2019). Near.",
            "Évora, C. (2020). Far.",
            "The Evorian. (2020). Near.",
            "Oates, B. (2020). Far.",
            "O'Neill, A. (2020). Near.",
            "Osborne, A. (2020). Far.",
        ),
    ],
)
def test_an_entry_is_put_in_order_by_its_first_word_that_counts(entries):
    assert tuple(sorted(set(entries), key=list_order)) == entries
