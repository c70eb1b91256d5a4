"""The pages of the site; importing this package registers them all.

The order of the imports is the order of the pages in the contents, the sitemap and the
description of the API; those of one purpose stand together.
"""

# isort: off
import app.pages.home
import app.pages.clashes
import app.pages.clash
import app.pages.themes
import app.pages.theme
import app.pages.claims
import app.pages.claim
import app.pages.quotes
import app.pages.quote
import app.pages.sources
import app.pages.source.page
import app.pages.speakers
import app.pages.speaker
import app.pages.search.page
import app.pages.map
import app.pages.timeline
import app.pages.matrix
import app.pages.compare
import app.pages.verify.page
import app.pages.gaps
import app.pages.about
import app.pages.changes
import app.pages.reading_list.page
import app.pages.exports
import app.pages.docs
