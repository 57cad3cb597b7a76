"""What the server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
application = get_wsgi_application()

# Python looks for garbage every 700 new objects, all the program's own among them: a sixth of the time of a page. What
# is loaded stays anyway, and a page's objects go by themselves; the few that do not can wait for some pages more.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
