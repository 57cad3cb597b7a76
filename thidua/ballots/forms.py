"""Forms of the room: text in, clean values out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Ballot, Count, Nominee
from thidua.ballots.papers import Figures, Said, why_not_so
from thidua.ballots.queries import Outcome, awards, delegates, mandates, waiting, waiting_members
from thidua.ballots.terms import CHOSEN, ELECTED, LEFT, ROUNDS, TEN, Choice, Form, Method, Per, Tie
from thidua.kit.forms import ManyField
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.rulebook.voting import rule_for

OF_CLUSTER = [(one.value, one.label) for one in Per if one != Per.COUNCIL]
"""Whose votes the cluster calls."""
THRESHOLD = 80
"""Where no text gives a title's share."""
FEW = 12
"""How many numbers are picked from a list; more are typed."""


def award_field(here: Here) -> forms.Field:
    """A title of the catalogue, or who leads next; free text while there is no catalogue."""
    label = _("Danh hiệu, hình thức khen thưởng")
    if titles := awards(here.day):
        posts = ((role.value, name) for role, name in ELECTED.items())
        return forms.ChoiceField(label=label, choices=[*titles.items(), *posts])
    return forms.CharField(label=label, max_length=60)


class CallForm(forms.Form):
    """A ballot: what is voted on, how, by which threshold, who is nominated."""

    title = forms.CharField(label=_("Nội dung bỏ phiếu"), max_length=300)
    form = forms.ChoiceField(label=_("Hình thức"), choices=Form, initial=Form.SECRET)
    threshold_percent = forms.IntegerField(
        label=_("Tỷ lệ cần đạt (%)"), min_value=1, max_value=100, required=False,
        help_text=_("Tính trên tổng số đơn vị, kể cả đơn vị vắng mặt. Để trống: theo quy định của danh hiệu."),
    )  # fmt: skip
    method = forms.ChoiceField(label=_("Cách cho ý kiến"), choices=Method, initial=Method.OPINION)
    most = forms.IntegerField(label=_("Mỗi phiếu chọn tối đa"), min_value=1, max_value=200, required=False,
                              help_text=_("Chỉ dùng khi chọn một số đơn vị."))  # fmt: skip
    seats = forms.IntegerField(label=_("Số đơn vị được chọn"), min_value=1, max_value=200, required=False,
                               help_text=_("Để trống: mọi đơn vị đủ tỷ lệ đều đạt."))  # fmt: skip
    quorum_percent = forms.IntegerField(
        label=_("Số đơn vị tham gia tối thiểu (%)"), min_value=0, max_value=100, required=False,
        help_text=_("Để trống: theo quy định của danh hiệu. Không đủ mức này thì không đơn vị nào được chọn."),
    )  # fmt: skip
    per = forms.ChoiceField(label=_("Quyền bỏ phiếu"), choices=OF_CLUSTER, initial=Per.UNIT, required=False)
    proxies = forms.IntegerField(label=_("Số phiếu một đơn vị được bỏ thay"), min_value=0, max_value=9, required=False,
                                 help_text=_("Chỉ khi quy chế cho phép; mỗi lần phải có giấy uỷ quyền."))  # fmt: skip
    rounds = forms.IntegerField(label=_("Số vòng tối đa"), min_value=1, max_value=9, initial=ROUNDS, required=False)
    tie = forms.ChoiceField(label=_("Khi bằng phiếu ở vị trí cuối"), choices=Tie, initial=Tie.AGAIN, required=False)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
                            help_text=_("Điều, khoản của quy chế. Để trống: văn bản quy định tỷ lệ."))  # fmt: skip
    units = ManyField(label=_("Đơn vị được đề nghị"), queryset=None, widget=forms.CheckboxSelectMultiple)

    field_order = ["title", "form", "method", "award", "units", "threshold_percent", "quorum_percent", "seats", "most",
                   "per", "proxies", "rounds", "tie", "basis"]  # fmt: skip

    def __init__(self, *args: object, here: Here, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.day = here.day
        self.fields["units"].queryset = mandates(here.year, here.day)  # type: ignore[attr-defined]
        self.fields["award"] = award_field(here)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("award") in ELECTED and given.get("threshold_percent") is None:
            self.add_error("threshold_percent", _("Hãy ghi tỷ lệ theo quy chế của cụm; không có tỷ lệ nào đặt sẵn."))
        rule = rule_for(str(given.get("award")), self.day)
        usual = {"threshold_percent": rule.threshold if rule else THRESHOLD,
                 "quorum_percent": rule.quorum if rule else 0, "per": Per.UNIT, "proxies": 0, "rounds": ROUNDS,
                 "tie": Tie.AGAIN}  # fmt: skip
        for name, value in usual.items():
            if name in given and given[name] in {None, ""}:
                given[name] = value
        if "basis" in given and not given["basis"]:
            if rule is None:
                self.add_error("basis", _("Hãy ghi căn cứ của tỷ lệ; chưa có văn bản nào quy định cho danh hiệu này."))
            else:
                given["basis"] = rule.basis
        sentence = why_not_so(given.get("form", ""), given.get("method", ""), given.get("most"), given.get("seats"),
                              given.get("per", ""), given.get("proxies", 0))  # fmt: skip
        if sentence and not self.errors:
            self.add_error("method", sentence)
        return given


class NominateForm(forms.Form):
    """One more unit for a title."""

    membership: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(label=_("Đơn vị"), queryset=None)

    def __init__(self, *args: object, here: Here, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["membership"].queryset = mandates(here.year, here.day)  # type: ignore[attr-defined]
        self.fields["award"] = award_field(here)


class PaperForm(forms.Form):
    """Lá phiếu: something said of each nominee, in the way the ballot asks; nothing is chosen beforehand."""

    def __init__(
        self, *args: object, ballot: Ballot, nominees: Sequence[Nominee], awards: dict[str, str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.ballot = ballot
        self.fields["mandate"] = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
        for nominee in nominees:
            award = awards.get(nominee.award, nominee.award)
            label = format_lazy("{} – {}", nominee, award)  # a paper that goes through shows no names
            self.fields[f"n{nominee.pk}"] = _said_of(ballot, label, len(nominees))

    def choices(self) -> dict[int, str]:
        """What was said, by nominee."""
        said = {int(name[1:]): value for name, value in self.cleaned_data.items() if name[1:].isdigit()}
        if self.ballot.method == Method.CHOOSE:
            return {pk: CHOSEN if ticked else LEFT for pk, ticked in said.items()}
        return {pk: str(value) for pk, value in said.items()}


class LetterForm(PaperForm):
    """The written opinion of an absent unit, entered by a teller."""

    absent = forms.ModelChoiceField(label=_("Bên gửi ý kiến bằng văn bản"), queryset=Membership.objects.none())
    document = forms.CharField(label=_("Số, ngày của văn bản"), max_length=300)

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, ballot=ballot, **kwargs)
        still = waiting_members if ballot.per == Per.COUNCIL else waiting
        self.fields["absent"].queryset = still(ballot)  # type: ignore[attr-defined]


class CarryForm(forms.Form):
    """A written proxy: whose paper is cast by whom."""

    absent = forms.ModelChoiceField(label=_("Đơn vị vắng"), queryset=Membership.objects.none())
    carrier = forms.ModelChoiceField(label=_("Đơn vị được uỷ quyền bỏ thay"), queryset=Membership.objects.none())
    document = forms.CharField(label=_("Số, ngày của giấy uỷ quyền"), max_length=300)

    def __init__(self, *args: Any, here: Here, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"].queryset = waiting(ballot)  # type: ignore[attr-defined]
        self.fields["carrier"].queryset = mandates(here.year, here.day)  # type: ignore[attr-defined]


class DelegatesForm(forms.Form):
    """Which delegates have a mandate."""

    people = forms.TypedMultipleChoiceField(label=_("Đại biểu có quyền bỏ phiếu"), coerce=int,
                                            widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def __init__(self, *args: Any, here: Here, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (seat.person_id, f"{seat.person.name} – {seat.membership.unit.short_name}")
            for seat in delegates(here.year, here.day) if seat.membership
        ]  # fmt: skip
        self.fields["people"].initial = list(ballot.turnout.values_list("person", flat=True))


class TieForm(forms.Form):
    """Who of those level take the places left, and why."""

    nominees = forms.TypedMultipleChoiceField(label=_("Đơn vị được chọn"), coerce=int,
                                              widget=forms.CheckboxSelectMultiple)  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, result: Outcome | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominees"].choices = [  # type: ignore[attr-defined]
            (one.nominee.pk, str(one.nominee)) for one in (result.tallies if result else ()) if one.tied
        ]


def _said_of(ballot: Ballot, label: Any, nominees: int) -> forms.Field:
    """The field of one nominee."""
    if ballot.method == Method.OPINION:
        wanted = {"required": _("Hãy chọn một ý kiến.")}
        return forms.ChoiceField(label=label, choices=Choice, widget=forms.RadioSelect, error_messages=wanted)
    if ballot.method == Method.CHOOSE:
        return forms.BooleanField(label=label, required=False)
    if ballot.method == Method.SCORE:
        return _picked(label, range(TEN + 1), _("Từ 0 đến 10."))
    return _picked(label, range(1, nominees + 1), _("Thứ bậc từ 1 đến %(n)s; 1 là đứng đầu.") % {"n": nominees})


def _picked(label: str, numbers: range, hint: object) -> forms.IntegerField:
    """A number picked from a short list, which a thumb does better than typing; typed where the list is long."""
    short = forms.Select(choices=[("", _("Chọn…")), *((n, n) for n in numbers)])
    return forms.IntegerField(label=label, min_value=numbers[0], max_value=numbers[-1], help_text=str(hint),
                              widget=short if len(numbers) <= FEW else forms.NumberInput)  # fmt: skip


class CountForm(forms.Form):
    """Số kiểm đếm of one teller: the slips, then, for each nominee, how many said what."""

    def __init__(
        self, *args: object, ballot: Ballot, nominees: Sequence[Nominee], count: Count | None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.said = [CHOSEN] if ballot.method == Method.CHOOSE else list(Choice.values)
        by_hand, kept = ballot.form == Form.HAND, count.figures if count else {}
        self.fields["given_out"] = _number(_("Số đơn vị có mặt") if by_hand else _("Số phiếu phát ra"),
                                           count.given_out if count else None)  # fmt: skip
        if not by_hand:
            self.fields["returned"] = _number(_("Số phiếu thu về"), count.returned if count else None)
            self.fields["invalid"] = _number(_("Số phiếu không hợp lệ"), count.invalid if count else None)
        for nominee in nominees:
            for word in self.said:
                label = _("Số phiếu chọn") if word == CHOSEN else Choice(word).label
                self.fields[f"n{nominee.pk}:{word}"] = _number(
                    f"{nominee}: {label}", kept.get(str(nominee.pk), {}).get(word)
                )

    def figures(self) -> Figures:
        """What the teller counted. Those present at a vote by hand all take part in it."""
        given, said = self.cleaned_data, Said()
        for name, value in given.items():
            if ":" in name:
                nominee, word = name[1:].split(":")
                said.setdefault(nominee, {})[word] = value
        return Figures(given["given_out"], given.get("returned", given["given_out"]), given.get("invalid", 0), said)


def _number(label: object, initial: int | None) -> forms.IntegerField:
    return forms.IntegerField(label=str(label), min_value=0, max_value=10_000, initial=initial)
