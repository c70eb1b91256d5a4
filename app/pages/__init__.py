"""Every page; importing this package registers them all.

They are imported in the order in which the contents, the sitemap and the description of
the API list them.
"""

# isort: off
import app.pages.home
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
import app.pages.search
import app.pages.verify
import app.pages.map
import app.pages.timeline
import app.pages.matrix
import app.pages.compare
import app.pages.gaps
import app.pages.reading_list.page
import app.pages.about
import app.pages.exports
import app.pages.docs
