"""Lời mời: what the paper and the letter of an invitation say; Vietnamese, whatever language the secretary reads."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from thidua.conference.models import Conference
from thidua.conference.preparing.models import Invite
from thidua.conference.preparing.queries import hours, setup_of
from thidua.kit import ical
from thidua.kit.viet import day_in_words
from thidua.paperwork.layout import symbol
from thidua.paperwork.models import Document


@dataclass(frozen=True)
class Letter:
    """One letter, ready to be queued."""

    subject: str
    text: str
    html: str
    calendar: str


def about(conference: Conference) -> str:
    """The abstract of the paper."""
    return f"Dự {conference.title}"


def when(conference: Conference) -> str:
    starts, _ends = hours(conference)
    return f"{starts:%H giờ %M}, {day_in_words(conference.on)}"


def when_and_where(conference: Conference) -> list[str]:
    """The two lines of a paper that make it wrong when they change."""
    return [f"Thời gian: {when(conference)}.", f"Địa điểm: {conference.place}."]


def paper(conference: Conference, invite: Invite, instead: Document | None = None) -> dict[str, Any]:
    """The invitation as a paper: who is invited, to what, when, where, what to bring, by when to answer; `instead` of
    which paper issued before, whose hour or place is another now."""
    setup = setup_of(conference)
    told = [f"Trân trọng kính mời: {invite.body}", f"Tới dự: {conference.title}.", *when_and_where(conference),
            f"Đơn vị đăng cai: {conference.host.name}."]  # fmt: skip
    if instead:
        told.insert(0, f"Giấy mời này thay Giấy mời số {symbol(instead)} ngày {instead.issued_on:%d/%m/%Y}, "
                       "vì thời gian hoặc địa điểm họp đã thay đổi.")  # fmt: skip
    if conference.chair:
        told.append(f"Chủ trì: {conference.chair}.")
    if setup.answers_due:
        told.append(f"Đề nghị trả lời việc dự họp và gửi danh sách đại biểu trước {day_in_words(setup.answers_due)}.")
    if setup.talks_due and invite.membership_id:
        told.append(f"Tham luận gửi trước {day_in_words(setup.talks_due)}.")
    told.append("Rất mong sự hiện diện của đại biểu để hội nghị thành công.")
    return {"sections": [{"paragraphs": told}], "recipients": ["Như trên"],
            "signatures": [{"authority": "TM. CỤM THI ĐUA\nCỤM TRƯỞNG", "name": ""}]}  # fmt: skip


def outdated(conference: Conference, invites: Iterable[Invite]) -> list[Invite]:
    """The invitations whose paper says another hour or place than the conference has now."""
    now = when_and_where(conference)
    return [one for one in invites if one.paper and not all(line in _said(one.paper) for line in now)]


def _said(paper: Document) -> list[str]:
    return [line for section in paper.content.get("sections", ()) for line in section.get("paragraphs", ())]


def address(invite: Invite) -> str:
    """Where the invitation is answered, from anywhere."""
    return settings.SITE_URL + reverse("delegate:invitation", args=[invite.code])


def meeting(conference: Conference, url: str) -> ical.Meeting:
    """The meeting as a calendar holds it."""
    starts, ends = hours(conference)
    site = urlsplit(settings.SITE_URL).hostname or "thidua"  # a guest is invited by several sites
    return ical.Meeting(
        uid=f"hoi-nghi-{conference.pk}@{site}", sequence=conference.sequence, starts=starts, ends=ends,
        title=conference.title, text=f"Đơn vị đăng cai: {conference.host.name}", place=conference.place, url=url,
        organiser=settings.DEFAULT_FROM_EMAIL,
    )  # fmt: skip


def letter(conference: Conference, invite: Invite, to: str, *, changed: bool, at: dt.datetime) -> Letter:
    """The letter to one address; `changed`: it tells again, of a meeting whose day, hour or place is another now."""
    with translation.override("vi"):
        url = address(invite)
        context = {"conference": conference, "invite": invite, "when": when(conference), "url": url,
                   "changed": changed, "setup": setup_of(conference)}  # fmt: skip
        subject = f"{'Thay đổi: ' if changed else 'Giấy mời: '}{conference.title}"
        return Letter(subject, render_to_string("conference/mail/invitation.txt", context),
                      render_to_string("conference/mail/invitation.html", context),
                      ical.meeting(meeting(conference, url), at, to).decode())  # fmt: skip
