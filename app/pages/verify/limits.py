"""How much of a text is read at once. All figures are our choice."""

# A book's chapter, or an essay of twenty pages.
LONGEST_TEXT = 50_000  # characters
TOO_LONG = (
    f"At most {LONGEST_TEXT:,} characters can be checked at once; send it in parts."
)
# A longer quotation is cut, with a remark: three times the longest paragraph of the
# articles.
LONGEST_QUOTATION = 4_000  # characters
# A form may write a character with twelve bytes, and JSON, too. What is a little larger
# gets an answer with a remedy; what is beyond that, the framework's.
LARGEST_FORM = 12 * LONGEST_TEXT + 1_000  # bytes
LARGEST_BODY = 5 * LARGEST_FORM  # bytes
# So long may the query string of a quotation be.
LONGEST_ADDRESS = 3_000  # characters
