"""Pages of the room: how I am reminded, my calendar address; the letters that did not arrive."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.doors import SIGNED_IN, door
from thidua.members.doors import held_anywhere
from thidua.members.models import Seat
from thidua.members.terms import Office
from thidua.notices import actions
from thidua.notices.forms import WishForm
from thidua.notices.models import Letter
from thidua.notices.queries import feed_of, in_trouble, latest_to, wish_of


@door(SIGNED_IN)
def reminders(request: HttpRequest) -> HttpResponse:
    """How often and when I get letters, and the last ones."""
    kept = wish_of(request.user)  # type: ignore[arg-type]
    form = WishForm(
        request.POST or None,
        initial={"pace": kept.pace, "quiet_from": kept.quiet_from, "quiet_to": kept.quiet_to},
    )

    def act() -> None:
        actions.wish(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    if attempt(request, form, act, _("Đã ghi cách nhắc việc.")):
        return redirect("notices:reminders")
    context = {
        "letters": latest_to(request.user),  # type: ignore[arg-type]
        "mails": bool(settings.MAIL_SERVER),
        "feed": feed_of(request.user),  # type: ignore[arg-type]
    }
    return page(request, "notices/reminders.html", context, form)


@door(SIGNED_IN)
@require_POST
@never_cache
def feed(request: HttpRequest) -> HttpResponse:
    """Make the calendar address, or another in its place. It is shown this once: the site keeps no secret."""
    made, secret = actions.open_feed(by=request.user, at=clock.now())  # type: ignore[arg-type]
    address = request.build_absolute_uri(reverse("timeline:feed", args=[made.pk, secret]))
    return page(request, "notices/feed.html", {"address": address})


@door(SIGNED_IN)
@require_POST
def feed_closing(request: HttpRequest) -> HttpResponse:
    """Make the calendar address worth nothing."""
    return do(request, lambda: actions.close_feed(by=request.user, at=clock.now()),  # type: ignore[arg-type]
              _("Đã huỷ địa chỉ lịch. Chương trình lịch đang dùng địa chỉ ấy không đọc được nữa."),
              "notices:reminders")  # fmt: skip


@held_anywhere(Office.ADMINISTRATOR)
def troubles(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The letters that failed, or of which nobody knows."""
    return page(request, "notices/troubles.html", {"letters": in_trouble(clock.now())[:200]})


@held_anywhere(Office.ADMINISTRATOR)
@require_POST
def resending(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Send one of them once more."""
    letter = get_object_or_404(Letter, pk=pk)
    return do(request, lambda: actions.resend(letter=letter, at=clock.now()), _("Thư sẽ được gửi lại."),
              "notices:troubles")  # fmt: skip
