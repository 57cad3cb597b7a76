"""Who a page opens to. Every view states it; one that does not stops the site from starting (a system check).

@door(PUBLIC)       anyone, signed in or not
@door(SIGNED_IN)    anyone with an account
other rooms add doors of their own (members: an office, a seat in the year)
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

View = Callable[..., Any]
PUBLIC = "công khai"
SIGNED_IN = "người đã đăng nhập"
OTHERS = ("allauth.",)  # doors of libraries, opened on purpose in config.urls


def door(opens_to: str) -> Callable[[View], View]:
    """Mark a view with who it opens to."""

    def mark(view: View) -> View:
        if opens_to == PUBLIC:
            view = login_not_required(view)
        view.opens_to = opens_to  # type: ignore[attr-defined]
        return view

    return mark


def every_address(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All addresses of the site with their patterns."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_address(entry, path)
        else:
            yield path, entry


@register()
def every_view_has_a_door(**_: object) -> list[CheckMessage]:
    """Default deny: a view without a declared door does not start."""
    return [
        Error(f"{path}: the view {entry.callback.__module__}.{entry.callback.__name__} has no door", id="kit.E001")
        for path, entry in every_address()
        if not hasattr(entry.callback, "opens_to") and not entry.callback.__module__.startswith(OTHERS)
    ]
