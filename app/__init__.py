"""Counterpoint: both sides of a question, each claim with the words it rests on.

``compile`` reads the files in ``seeds/``, anchors every quote in its source and returns
the records of ``domain``; ``store`` keeps them in SQLite. ``queries`` and ``search`` read
the store. Each module in ``pages`` holds one page: its page object, its SQL and its
routes, on the helpers of ``web``. ``graphics``, ``exports`` and ``citations`` draw, export
and cite; ``text`` finds and marks words. ``delivery`` puts the web app together. Each
module in ``commands`` holds one command; ``cli`` is where the program starts.
"""

__version__ = "0.1.0"
