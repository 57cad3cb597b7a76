"""Forms of the room: text in, clean values out."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.awards.council import share_of
from thidua.awards.models import Dossier
from thidua.awards.queries import title_name, unit_members
from thidua.awards.terms import Answer
from thidua.ballots.terms import ROUNDS, Form
from thidua.kit.forms import DayField
from thidua.members.models import Membership, Unit
from thidua.members.queries import Here
from thidua.rulebook.catalogue import every_title
from thidua.rulebook.queries import awardable

EARLIEST, LATEST = 1945, 2100
MONEY = 10**12


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SearchForm(forms.Form):
    """What is looked for in the register."""

    q = forms.CharField(label=_("Tìm theo tên, đơn vị, danh hiệu, năm, số quyết định"), max_length=200, required=False,
                        widget=forms.TextInput(attrs={"type": "search"}))  # fmt: skip


class DecisionForm(forms.Form):
    """A decision and whom it commends: one title, one holder a line."""

    body = forms.CharField(label=_("Cơ quan quyết định"), max_length=200)
    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 123/QĐ-BCA"))
    on = DayField(label=_("Ngày quyết định"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    file = forms.FileField(label=_("Tệp quyết định (PDF)"), required=False)
    title = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    year = forms.IntegerField(label=_("Thành tích năm"), min_value=EARLIEST, max_value=LATEST)
    holders = forms.CharField(
        label=_("Đơn vị, cá nhân được khen"), max_length=50_000, widget=_area(6),
        help_text=_("Mỗi dòng một đơn vị; với cá nhân ghi: Họ tên hoặc chức danh; chức vụ; đơn vị."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].choices = [  # type: ignore[attr-defined]
            (title.key, f"{title.name} ({title.until.year})" if title.until else title.name) for title in every_title()
        ]

    def clean_holders(self) -> list[list[str]]:
        """Lines as their parts; a line has one part (a unit) or three (a person)."""
        lines = [[part.strip() for part in line.split(";")] for line in self.cleaned_data["holders"].splitlines()]
        lines = [line for line in lines if any(line)]
        for n, line in enumerate(lines, 1):
            if len(line) not in (1, 3) or not line[0] or not line[-1] or max(map(len, line)) > 200:
                raise forms.ValidationError(_("Dòng %(n)s: ghi tên đơn vị, hoặc đủ ba phần cách bằng dấu chấm phẩy, "
                                              "mỗi phần không quá 200 ký tự."), params={"n": n})  # fmt: skip
        return lines


class ImportForm(forms.Form):
    """The first step of an import."""

    file = forms.FileField(label=_("Tệp Excel (.xlsx)"))


class PeriodForm(forms.Form):
    """Years of the statistics."""

    since = forms.IntegerField(label=_("Từ năm"), min_value=EARLIEST, max_value=LATEST)
    until = forms.IntegerField(label=_("Đến năm"), min_value=EARLIEST, max_value=LATEST)


class HoldForm(forms.Form):
    """What holds nominations up."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.order_by("name"))
    person = forms.CharField(label=_("Cá nhân"), max_length=200, required=False)
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày"), required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    document = forms.CharField(label=_("Văn bản"), max_length=300)


class MoneyForm(forms.Form):
    """Money in or out of the fund."""

    way = forms.ChoiceField(
        label=_("Thu hay chi"), choices=[("in", _("Thu vào")), ("out", _("Chi ra"))], widget=forms.RadioSelect
    )
    on = DayField(label=_("Ngày"))
    amount = forms.IntegerField(label=_("Số tiền (đồng)"), min_value=1, max_value=MONEY)
    what = forms.CharField(label=_("Nội dung"), max_length=300)
    document = forms.CharField(label=_("Chứng từ"), max_length=200, required=False)


class NomineeForm(forms.Form):
    """Who is looked at, for which title."""

    membership = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Membership.objects.none())
    title = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    person = forms.CharField(label=_("Cá nhân"), max_length=200, required=False,
                             help_text=_("Chỉ ghi khi đề nghị danh hiệu cá nhân."))  # fmt: skip

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = unit_members(here.year)  # type: ignore[attr-defined]
        self.fields["title"].choices = [(one.key, one.name) for one in awardable(here.day)]  # type: ignore[attr-defined]


class DossierForm(NomineeForm):
    """A dossier to be made."""

    office = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    achievement = forms.CharField(label=_("Tóm tắt thành tích"), max_length=5000, required=False, widget=_area(4))


class RulingForm(forms.Form):
    """A human's decision on one condition."""

    passes = forms.TypedChoiceField(label=_("Quyết định"), choices=[("1", _("Đạt")), ("0", _("Không đạt"))],
                                    coerce=lambda text: text == "1", widget=forms.RadioSelect)  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=500)
    document = forms.CharField(label=_("Văn bản"), max_length=300, required=False)


class CallCouncilForm(forms.Form):
    """A vote of the Council over dossiers before it."""

    title = forms.CharField(label=_("Nội dung bỏ phiếu"), max_length=300)
    dossiers = forms.TypedMultipleChoiceField(label=_("Hồ sơ"), coerce=int, widget=forms.CheckboxSelectMultiple)
    form = forms.ChoiceField(label=_("Hình thức"), choices=Form, initial=Form.SECRET)
    quorum_percent = forms.IntegerField(
        label=_("Số uỷ viên tham gia tối thiểu (%)"), min_value=0, max_value=100, required=False,
        help_text=_("Theo quy chế Hội đồng; người vắng gửi ý kiến bằng văn bản cũng tính. Để trống: không đặt mức."),
    )  # fmt: skip
    rounds = forms.IntegerField(label=_("Số vòng tối đa"), min_value=1, max_value=9, initial=ROUNDS, required=False)
    percent = forms.IntegerField(
        label=_("Tỷ lệ theo quy chế Hội đồng (%)"), min_value=1, max_value=100, required=False,
        help_text=_("Chỉ cho danh hiệu mà luật không nêu tỷ lệ; danh hiệu khác theo tỷ lệ ghi cạnh hồ sơ."),
    )  # fmt: skip
    basis = forms.CharField(label=_("Căn cứ của tỷ lệ ấy"), max_length=300, required=False)

    def __init__(self, *args: Any, here: Here, dossiers: Sequence[Dossier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = {"year": here.year.year}
        self.fields["title"].initial = _("Hội đồng xét khen thưởng năm %(year)s") % year
        self.fields["dossiers"].choices = [(one.pk, _asked(one, here.day)) for one in dossiers]  # type: ignore[attr-defined]

    def clean_quorum_percent(self) -> int:
        return self.cleaned_data["quorum_percent"] or 0

    def clean_rounds(self) -> int:
        return self.cleaned_data["rounds"] or ROUNDS


def _asked(dossier: Dossier, day: dt.date) -> str:
    """Who for what, and the share it takes."""
    unit, needs = dossier.membership.unit.name, share_of(dossier.title, day)
    who = f"{dossier.person}, {unit}" if dossier.person else unit
    taken = _("cần %(percent)s%% tổng số") % {"percent": needs.percent} if needs else _("luật không nêu tỷ lệ")
    return f"{who} – {title_name(dossier.title)} ({taken})"


def lower_titles(day: dt.date, holder: str) -> list[tuple[str, str]]:
    return [("", "–"), *((one.key, one.name) for one in awardable(day) if one.holder == holder)]


class LowerForm(forms.Form):
    """A lower form after the count, and why."""

    lower = forms.ChoiceField(label=_("Hình thức thấp hơn"))
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=_area(2))

    def __init__(self, *args: Any, day: dt.date, holder: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lower"].choices = lower_titles(day, holder)  # type: ignore[attr-defined]


class CouncilForm(forms.Form):
    """What the Council said and by how many votes, typed from its minutes."""

    answer = forms.ChoiceField(label=_("Hội đồng"), choices=Answer.choices, widget=forms.RadioSelect)
    members = forms.IntegerField(label=_("Tổng số thành viên (kể cả vắng)"), min_value=1, max_value=999)
    in_favour = forms.IntegerField(label=_("Số phiếu đồng ý"), min_value=0, max_value=999)
    lower = forms.ChoiceField(label=_("Hình thức thấp hơn"), required=False)
    document = forms.CharField(label=_("Số, ngày của biên bản họp Hội đồng"), max_length=300)
    reason = forms.CharField(label=_("Lý do"), max_length=1000, required=False, widget=_area(2),
                             help_text=_("Bắt buộc khi hạ hình thức hoặc không đồng ý."))  # fmt: skip

    def __init__(self, *args: Any, day: dt.date, holder: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lower"].choices = lower_titles(day, holder)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The decision on a dossier."""

    body = forms.CharField(label=_("Cơ quan quyết định"), max_length=200)
    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    on = DayField(label=_("Ngày quyết định"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
