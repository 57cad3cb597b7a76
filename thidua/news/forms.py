"""Forms of the room: the article with its rows of blocks, notes of the reviewer, pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thidua.kit.posted import whole
from thidua.news.drafting import BlockKind

KINDS = {
    BlockKind.PARAGRAPH: _("Đoạn văn"),
    BlockKind.HEADING: _("Tiêu đề nhỏ"),
    BlockKind.QUOTE: _("Trích lời"),
    BlockKind.PICTURE: _("Ảnh"),
    BlockKind.CREDIT: _("Dòng ghi nguồn"),
}
MOST_ROWS = 200


class StartForm(forms.Form):
    """A working title is enough to begin."""

    title = forms.CharField(
        label=_("Đầu đề"), max_length=300, help_text=_("Có thể sửa lại bất cứ lúc nào trước khi đăng.")
    )


class ArticleForm(forms.Form):
    """The article without its blocks; `version` is the one that was read, `over` the one knowingly written over."""

    title = forms.CharField(label=_("Đầu đề"), max_length=300)
    standfirst = forms.CharField(
        label=_("Sa-pô"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Một hai câu: ai, làm gì, khi nào, ở đâu."),
    )  # fmt: skip
    byline = forms.CharField(label=_("Tác giả"), max_length=200, required=False)
    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """What should change, or why it is taken down."""

    note = forms.CharField(label=_("Ý kiến"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class WithdrawForm(forms.Form):
    """The note stands in the article's place."""

    note = forms.CharField(label=_("Lý do gỡ bài"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
                           help_text=_("Người đọc mở lại địa chỉ của bài sẽ thấy lời này."))  # fmt: skip


class PictureForm(forms.Form):
    """A picture with its caption and, for those who cannot see it, what it shows."""

    caption = forms.CharField(label=_("Chú thích"), max_length=300, help_text=_("Mỗi chú thích chỉ dùng một lần."))
    alt = forms.CharField(label=_("Mô tả ảnh"), max_length=300,
                          help_text=_("Ảnh cho thấy gì, để đọc cho người không xem được ảnh."))  # fmt: skip
    upload = forms.FileField(
        label=_("Tệp ảnh"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPG, PNG hoặc WebP. Vị trí chụp và thông tin máy ảnh được gỡ bỏ."),
    )  # fmt: skip


@dataclass
class Row:
    """One row of the editor, as typed."""

    kind: str = BlockKind.PARAGRAPH.value
    text: str = ""
    picture: str = ""
    traces: list[str] = field(default_factory=list)

    def block(self) -> dict[str, object]:
        return {"kind": self.kind, "text": self.text, "picture": whole(self.picture), "traces": self.traces}


def stored_rows(body: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [
        Row(block["kind"], block["text"], str(block.get("picture") or ""), list(block.get("traces", ())))
        for block in body
    ]


def typed_rows(data: QueryDict) -> list[Row]:
    """The rows of a posted editor: each carries one of every control, in the order of the page."""
    columns = (data.getlist(name)[:MOST_ROWS] for name in ("kind", "text", "picture", "traces"))
    kinds = {kind.value for kind in BlockKind}
    return [
        Row(kind if kind in kinds else BlockKind.PARAGRAPH.value, text.replace("\r\n", "\n"), picture, traces.split())
        for kind, text, picture, traces in zip(*columns, strict=False)
    ]


def arranged(rows: list[Row], how: str) -> list[Row]:
    """The rows after "add", "up-2", "down-2" or "remove-2"; anything else changes nothing."""
    verb, _dash, number = how.partition("-")
    asked = whole(number)
    at = len(rows) if asked is None else asked
    if verb == "add":
        return [*rows[: at + 1], Row(), *rows[at + 1 :]]
    if at >= len(rows):
        return rows
    if verb == "remove":
        return rows[:at] + rows[at + 1 :]
    to = at + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    return rows
