"""The server: pages over HTTP, live channels over sockets, and the outbox's clock beside them."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protect.settings.production")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from protect.accounts.layers import claim_the_only_process  # noqa: E402
from protect.accounts.sockets import protected  # noqa: E402
from protect.notices import jobs  # noqa: E402
from workgroups.routing import urlpatterns  # noqa: E402

claim_the_only_process()
jobs.start()
application = ProtocolTypeRouter({"http": pages, "websocket": protected(URLRouter(urlpatterns))})
