"""Forms of the floor."""

from collections import defaultdict

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.conference.floor.models import Floor
from thidua.conference.models import Conference, Delegate, Talk


class AskForm(forms.Form):
    """What a delegate wants to speak about."""

    topic = forms.CharField(label=_("Nội dung muốn phát biểu"), max_length=200, required=False,
                            help_text=_("Một dòng, để chủ trì sắp thứ tự; có thể để trống."))  # fmt: skip


class EnterForm(forms.Form):
    """Somebody put into the line by the secretary; with a talk sent beforehand, if there is one."""

    delegate: "forms.ModelChoiceField[Delegate]" = forms.ModelChoiceField(label=_("Đại biểu"), queryset=None)
    topic = forms.CharField(label=_("Nội dung"), max_length=200, required=False)
    talk: "forms.ModelChoiceField[Talk]" = forms.ModelChoiceField(queryset=None, required=False,
                                                                  widget=forms.HiddenInput)  # fmt: skip

    def __init__(self, *args: object, conference: Conference, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        found = Delegate.objects.filter(delegation__conference=conference).select_related("delegation")
        field, bodies = self.fields["delegate"], defaultdict(list)
        field.queryset = found.order_by("delegation__order", "delegation", "-lead", "order")  # type: ignore[attr-defined]
        for one in field.queryset:  # type: ignore[attr-defined]
            bodies[one.delegation.body].append((one.pk, f"{one}, {one.title}" if one.name else str(one)))
        field.choices = [("", "---------"), *bodies.items()]  # type: ignore[attr-defined]
        self.fields["talk"].queryset = conference.talks.filter(withdrawn_at__isnull=True)  # type: ignore[attr-defined]


class RulesForm(forms.Form):
    """The rules of the floor."""

    minutes = forms.IntegerField(label=_("Số phút mỗi lượt"), min_value=1, max_value=60)
    taking = forms.BooleanField(label=_("Nhận đăng ký từ điện thoại"), required=False)
    newcomers_first = forms.BooleanField(label=_("Người chưa phát biểu đứng trước"), required=False)

    @classmethod
    def of(cls, data: object, floor: Floor) -> "RulesForm":
        kept = {name: getattr(floor, name) for name in ("minutes", "taking", "newcomers_first")}
        return cls(data, initial=kept, prefix=None)  # type: ignore[arg-type]
