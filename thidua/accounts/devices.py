"""What a browser says of itself, as people say it: "Chrome trên Windows"."""

from django.utils.translation import gettext as _

BROWSERS = (
    ("coc_coc_browser/", "Cốc Cốc"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Zalo", "Zalo"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
"""The mark of each, in this order: most say "Safari" too."""
SYSTEMS = (("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
           ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


def device(user_agent: str) -> str:
    """Browser and system; what says nothing we know stays unknown, never a guess.

    >>> device("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126")
    'Edge trên Windows'
    """
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Không rõ máy nào")
