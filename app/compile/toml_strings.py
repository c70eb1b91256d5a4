"""Words as TOML writes them."""

import json


def toml_string(words: str) -> str:
    """Return *words* as a TOML string, between single quotation marks if they have double ones.

    With escapes JSON writes these alike, but for one sign.
    """
    if '"' in words and "'" not in words and words.isprintable():
        return f"'{words}'"
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
