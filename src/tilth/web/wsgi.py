"""What a server runs. A route that does not say who may see it stops start-up here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.web.settings")
application = get_wsgi_application()

from tilth.web.house.access import check_every_route  # noqa: E402  after Django is set up

check_every_route()
