"""What is held of a release: asked once, and nothing for the collector of garbage."""

import gc
import weakref
from contextlib import closing

from app.store.connection import Store


class Value:
    """Something to hold."""


def test_what_is_held_is_never_looked_at_by_the_collector_again(store):
    before = gc.get_freeze_count()

    with closing(Store(store.path)) as own:
        held = own.held("values", lambda: [Value() for _ in range(1_000)])

        assert own.held("values", list) is held
        assert gc.get_freeze_count() >= before + 1_000


def test_what_was_held_goes_with_its_release_and_needs_no_collector(store):
    was_on = gc.isenabled()
    gc.disable()
    try:
        own = Store(store.path)
        left = weakref.ref(own.held("value", Value))
        own.close()
        del own

        assert left() is None
    finally:
        (gc.enable if was_on else gc.disable)()
