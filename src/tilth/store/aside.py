"""Work done side by side where there is enough of it: threads cost more than a little work does."""

import os
from concurrent.futures import ThreadPoolExecutor


def each(work, items):
    """The results of work(item), in order: one after another if there is one item alone."""
    items = list(items)
    if len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(min(len(items), os.cpu_count())) as threads:
        return list(threads.map(work, items))
