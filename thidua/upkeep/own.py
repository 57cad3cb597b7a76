"""Dữ liệu của tôi: everything the site keeps under one account, for its owner to take away.

What opens something (a hash, a code, a secret, a session's key) is left out: it would say nothing, and open much.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from thidua.ledger.queries import kind_of
from thidua.members.models import Person


@dataclass(frozen=True)
class Kept:
    """One kind of rows: its heading, its table, by which column they are the person's, and the columns with words."""

    heading: str
    table: str
    whose: str
    columns: Mapping[str, str]


def _columns(text: str) -> dict[str, str]:
    """ "name: tên; made_at: lập lúc" as a mapping."""
    return dict(tuple(pair.split(": ", 1)) for pair in text.split("; "))  # type: ignore[misc]


KEPT = tuple(Kept(heading, table, whose, _columns(columns)) for heading, table, whose, columns in (
    ("Tài khoản", "members.Person", "pk",
     "username: tên đăng nhập; name: họ và tên; rank: cấp bậc; title: chức vụ; email: thư điện tử; "
     "is_active: đang dùng; last_login: đăng nhập lần cuối"),
    ("Chức trách", "members.Seat", "person",
     "office: chức trách; year: năm thi đua; membership: đơn vị; since: từ ngày; until: đến ngày; "
     "by_document: theo văn bản; stands_in_for: thay cho"),
    ("Giấy mời", "accounts.Invitation", "person",
     "issued_at: cấp lúc; expires_at: hết hạn; sent_to: gửi tới; used_at: dùng lúc; revoked_at: huỷ lúc"),
    ("Bước hai khi đăng nhập", "mfa.Authenticator", "user",
     "type: cách; created_at: đặt lúc; last_used_at: dùng lần cuối"),
    ("Nối với tài khoản cơ quan", "socialaccount.SocialAccount", "user",
     "uid: mã ở cơ quan; date_joined: nối lúc; last_login: vào lần cuối; extra_data: cơ quan cho biết"),
    ("Phiên đăng nhập", "usersessions.UserSession", "user",
     "created_at: từ lúc; last_seen_at: dùng lần cuối; ip: địa chỉ mạng; user_agent: trình duyệt"),
    ("Địa chỉ thư", "account.EmailAddress", "user", "email: địa chỉ; verified: đã xác minh"),
    ("Mã truy cập", "exchange.AccessToken", "seat__person",
     "name: dùng cho; seat: chức trách; reaches: phạm vi; made_at: lập lúc; expires_at: hết hạn; "
     "used_at: dùng lần cuối; revoked_at: huỷ lúc"),
    ("Địa chỉ nhận báo tin đã thêm", "exchange.Hook", "made_by",
     "address: địa chỉ; year: năm thi đua; made_at: thêm lúc; removed_at: bỏ lúc"),
    ("Cách nhắc việc", "notices.Wish", "person", "pace: nhịp nhắc; quiet_from: không gửi từ giờ; quiet_to: đến giờ"),
    ("Địa chỉ lịch", "notices.Feed", "person", "made_at: lập lúc"),
    ("Thư đã gửi cho tôi", "notices.Letter", "to",
     "day: ngày; address: tới; subject: tiêu đề; text: nội dung; state: trạng thái; sent_at: gửi lúc"),
    ("Câu hỏi đã lưu", "insight.SavedQuestion", "person",
     "name: tên; asked: câu hỏi; cluster: cho cụm cùng xem; made_at: lưu lúc"),
    ("Ý kiến về hồ sơ khen thưởng", "awards.Opinion", "person",
     "question: hỏi về việc; asked_at: hỏi lúc; text: ý kiến; agrees: đồng ý; given_at: trả lời lúc"),
    ("Văn bản tôi soạn", "paperwork.Document", "prepared_by", "kind: loại; number: số; issued_on: ngày ban hành"),
    ("Văn bản tôi duyệt ký", "paperwork.Document", "signed_by", "kind: loại; number: số; issued_on: ngày ban hành"),
    ("Cơ quan thẩm định tôi tham gia", "scoring.Department", "people", "name: tên; year: năm thi đua"),
    ("Phần đang gõ dở", "news.Jotting", "person_id", "article: bài; typed: nội dung; at: lúc"),
    ("Việc chạy nền", "jobs.Job", "owner", "title: việc; state: trạng thái; made_at: giao lúc; ended_at: xong lúc"),
    ("Việc tôi đã làm (sổ cái)", "ledger.Entry", "actor_id",
     "seq: dòng; at: lúc; actor_office: chức trách; actor_unit: đơn vị; act: việc; subject_name: về; reason: lý do"),
    ("Việc người khác làm với tài khoản của tôi (sổ cái)", "ledger.Entry", "subject",
     "seq: dòng; at: lúc; actor_name: người làm; act: việc; reason: lý do"),
))  # fmt: skip
ELSEWHERE = {
    "ballots.Turnout.person": "who voted is in the record of the ballot, and nothing of a ballot leaves by another way",
    "ballots.Paper.person": "the same; the papers of a secret ballot name nobody",
    "awards.Dossier.officer": "a dossier is about who is nominated; its officer is named in the ledger",
}
"""Columns that name an account and are not told here, with the reason."""


def kept_about(person: Person, at: dt.datetime) -> dict[str, object]:
    """What is kept under the account, heading by heading; a heading with no rows says so."""
    told: dict[str, object] = {one.heading: list(_rows(one, person)) for one in KEPT}
    return {"lập lúc": at.isoformat(), "tài khoản": person.username, **told}


def _rows(one: Kept, person: Person) -> Iterator[dict[str, object]]:
    """The rows of one kind, the oldest first; each column in words, texts of choices for their codes."""
    model = apps.get_model(one.table)
    for row in model._base_manager.filter(_mine(one, person)).order_by("pk").distinct():
        yield {words: _said(row, column) for column, words in one.columns.items()}


def _mine(one: Kept, person: Person) -> Q:
    if one.whose == "subject":
        return Q(subject_kind=kind_of(person), subject_id=str(person.pk)) & ~Q(actor_id=person.pk)
    if one.whose == "to":  # a letter to an address alone has no person
        bare = Q(person=None, address__iexact=person.email)
        return Q(person=person) | bare if person.email else Q(person=person)
    return Q(**{one.whose: person.pk})


def _said(row: Model, column: str) -> Any:
    """A value as JSON has it; another row by its own name."""
    display = getattr(row, f"get_{column}_display", None)
    value = display() if display else getattr(row, column)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Model) else value
