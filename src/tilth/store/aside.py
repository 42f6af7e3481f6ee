"""Work done side by side where there is enough of it: threads cost more than a little work does."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

_inside = threading.local()


def each(work, items):
    """The results of work(item), in order.

    One after another if there is one item alone, or within work that is done side by side itself.
    """
    items = list(items)
    if len(items) < 2 or hasattr(_inside, "each"):
        return [work(item) for item in items]
    begin = {"initializer": setattr, "initargs": (_inside, "each", True)}
    with ThreadPoolExecutor(min(len(items), os.cpu_count()), **begin) as threads:
        return list(threads.map(work, items))
