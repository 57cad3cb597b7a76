"""Năm mẫu: what surrounds a conference: invitations, a talk, seats, documents, minutes in the making, follow-up."""

import datetime as dt
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile

from thidua.conference.after.actions import thank
from thidua.conference.following import actions as following
from thidua.conference.following.terms import Progress
from thidua.conference.minutes import actions as minutes
from thidua.conference.minutes.models import Section
from thidua.conference.minutes.sections import Facts, digest_of
from thidua.conference.minutes.terms import Kind
from thidua.conference.models import Conference, Recommendation
from thidua.conference.preparing.actions import inviting, placing, programme
from thidua.conference.preparing.models import Invite
from thidua.conference.preparing.terms import OpenTo
from thidua.kit import typeset
from thidua.samples.cast import Cast


def paper(name: str, text: str) -> InMemoryUploadedFile:
    """A small PDF as somebody would upload it."""
    data = typeset.pdf(f'#set text(lang: "vi")\n= {text}\nSố liệu minh hoạ.'.encode(), {})
    return InMemoryUploadedFile(BytesIO(data), "upload", name, "application/pdf", len(data), None)


def furnish(cast: Cast, held: Conference, at: dt.datetime) -> None:
    """Invitations sent and answered, a talk, a hall with everybody seated, two documents."""
    clerk = cast.here("thu-ky-hoi-nghi", at.date())
    given: dict[str, Any] = {"here": clerk, "conference": held, "at": at}
    programme.set_days(**given, talks_due=held.on, answers_due=held.on)
    inviting.list_members(**given)
    inviting.add_guest(**given, body="Báo Minh hoạ", email="toa-soan@example.org")
    inviting.issue_papers(**given)
    inviting.send_letters(**given)
    officer = cast.here("can-bo-bien-dong", at.date())
    answered = Invite.objects.get(conference=held, membership=cast.member("bien-dong"))
    inviting.answer(here=officer, invite=answered, coming=True, reason="", at=at)
    talk = programme.send_talk(here=clerk, conference=held, membership=cast.member("bien-dong"), at=at,
                               title="Kinh nghiệm chuẩn bị minh chứng (minh hoạ)", speaker="Lãnh đạo đơn vị",
                               upload=paper("tham-luan.pdf", "Kinh nghiệm chuẩn bị minh chứng"))  # fmt: skip
    item = held.items.filter(title__contains="luận").first()
    programme.give_item(here=clerk, talk=talk, item=item, at=at)
    placing.add_block(**given, name="Khối A", rows=3, seats=5)
    placing.fill(**given, anew=True)
    programme.hand_out(**given, name="Báo cáo tổng kết (minh hoạ)", open_to=OpenTo.DELEGATES,
                       upload=paper("bao-cao.pdf", "Báo cáo tổng kết"))  # fmt: skip
    programme.hand_out(**given, name="Dự thảo quy chế (minh hoạ)", open_to=OpenTo.SECRETARIES,
                       upload=paper("quy-che.pdf", "Dự thảo quy chế"))  # fmt: skip


def write_conclusions(cast: Cast, held: Conference, at: dt.datetime) -> None:
    """The notice of conclusions, in the making."""
    clerk = cast.here("thu-ky-hoi-nghi", at.date())
    draft = minutes.begin(here=clerk, conference=held, kind=Kind.CONCLUSIONS, at=at)
    section = Section.objects.get(draft=draft, heading="Kết luận của chủ trì")
    minutes.write(here=clerk, section=section, version=1, at=at,
                  text="Hội nghị thống nhất kết quả phong trào và phương hướng năm sau (minh hoạ).")  # fmt: skip


def conclude_and_thank(cast: Cast, held: Conference, at: dt.datetime) -> None:
    """After the close: the conclusions approved by the chair's office, thanks to everyone, a first follow-up."""
    clerk = cast.here("thu-ky-hoi-nghi", at.date())
    draft = held.drafts.get(kind=Kind.CONCLUSIONS)
    minutes.send(here=clerk, draft=draft, at=at)
    draft.refresh_from_db()
    minutes.approve(here=cast.here("lanh-dao-song-hong", at.date()), draft=draft, at=at,
                    seen=digest_of(Facts(draft).whole()))  # fmt: skip
    thank(here=clerk, conference=held, at=at)
    for one in Recommendation.objects.filter(conference=held, unit__isnull=False):
        following.tell(here=cast.here("can-bo-bien-dong", at.date()), recommendation=one, state=Progress.UNDER_WAY,
                       note="Đã đưa vào kế hoạch công tác năm sau (minh hoạ).", at=at)  # fmt: skip
