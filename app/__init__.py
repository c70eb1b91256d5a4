"""Counterpoint: both sides of a question, each claim with the words that it rests on.

The files in ``seeds/`` are the truth. They are compiled into a SQLite store, and a
web server reads the store and shows it. The way through the code, imports pointing
downwards only:

    cli                   the commands: serve, build, check, export, mcp
    main  settings        the app put together; what can be set
    assistant             what an AI assistant may ask, over MCP
    description           what /openapi.json and /docs say of the API
    pages  api  machines  one route a page, and its JSON twin; what crawlers look for
    finished  headers     what every answer passes through on its way out
    deps  templating  assets      what a route may ask for; Jinja; the static files
    linked  citing        what a page says of itself to crawlers; to reference managers
    queries/              one function a page: rows in, one frozen page object out
    store  checks         bundle → tables, verified and swapped in; what a curator weighs
    exports  painting     what can be taken along; pictures of shared links
    indexing              what can be found, and the words that it is found by
    compiling  assembling seed records → bundle: every quote anchored, all accounted for
    rules  seeking        what the seeds obey together; written words sought in sources
    sources               an article and its facts → its passages and sentences
    formats/              one module a format: the seed files, and what is exported
    db  models            opening the file; the tables
    bundle  arguments     the records an argument is made of; the graph they form
    wording               quoted words laid beside the texts, word by word (pure)
    search                what a reader types → what the index is asked (pure)
    layout  stacking      claims → boxes, and the lines between them (pure)
    cards                 what stands where on the picture of a shared link (pure)
    drawing  lettering    what a drawing is made of; lines that fit a width (pure)
    anchoring  passages  marks    finding words, cutting texts, marking spans (all pure)
    keeping               a reading list as an address has it, and its changes (pure)
    dates  axis           the dates that a text names; time drawn downwards (pure)
    vocabulary  errors  paths
"""

__version__ = "0.1.0"
