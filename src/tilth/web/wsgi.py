"""What a server runs. A route that does not say who may see it stops start-up here."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.web.settings")
application = get_wsgi_application()

from tilth.web.house.access import check_every_route  # noqa: E402  after Django is set up

check_every_route()

# What is there for good is never looked through again for what nobody needs, and what comes and
# goes with each page is looked through less often: no reader waits for either.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
