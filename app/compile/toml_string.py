"""Write words as a string of TOML."""


def quoted(words: str) -> str:
    """Return *words* as a TOML string, between single quotation marks if they have double ones.

    Signs that no line can show are escaped.
    """
    if '"' in words and "'" not in words and words.isprintable():
        return f"'{words}'"
    signs = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return (
        '"'
        + "".join(
            signs.get(sign)
            or (
                sign if sign.isprintable() or ord(sign) > 159 else f"\\u{ord(sign):04x}"
            )
            for sign in words
        )
        + '"'
    )
