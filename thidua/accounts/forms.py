"""Forms of the room: text in, clean values out."""

from collections.abc import Sequence
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from thidua.accounts.codes import LENGTH, typed_code
from thidua.accounts.queries import Session, is_used_code
from thidua.kit.forms import ManyField
from thidua.members.models import Person


class ChosenForm(forms.Form):
    """Whom to print invitations for."""

    people = ManyField(
        label=_("Người được mời"), queryset=None, error_messages={"required": _("Hãy chọn ít nhất một người.")}
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = among  # type: ignore[attr-defined]


class SessionsForm(forms.Form):
    """Which of the own sessions to end: one, or all but this."""

    which = forms.CharField(max_length=20)

    def __init__(self, *args: Any, among: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        which = given.get("which", "")
        given["sessions"] = [one for one in self.among if which in ("all", str(one.number))]
        if not given["sessions"]:
            raise forms.ValidationError(_("Phiên này đã kết thúc, hoặc không có phiên nào khác để đăng xuất."))
        return given


class MailForm(forms.Form):
    """Where to send one invitation."""

    send_to = forms.EmailField(label=_("Địa chỉ thư điện tử"), max_length=254)


class AddressForm(forms.Form):
    """Where letters to one person go; empty: nowhere."""

    email = forms.EmailField(label=_("Địa chỉ thư điện tử"), max_length=254, required=False)


class CodeForm(forms.Form):
    """The code, as printed or as typed."""

    code = forms.CharField(
        label=_("Mã mời"), max_length=40,
        help_text=_("Mười hai chữ và số in trên giấy mời, ví dụ 7KQM-2XRT-9HBC. Chữ hoa hay thường đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters",
                                      "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if len(typed_code(code)) != LENGTH:
            raise forms.ValidationError(_("Mã mời có mười hai chữ và số; hãy xem lại đã gõ đủ chưa."))
        return code


def password_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=128, strip=False, help_text=help_text,
                           widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))  # fmt: skip


class FirstPasswordForm(forms.Form):
    """The first sign-in: a password twice, and how the person is written on papers."""

    password = password_field(_("Mật khẩu mới"), _("Ít nhất 12 ký tự; một câu ngắn dễ nhớ là tốt nhất."))
    again = password_field(_("Gõ lại mật khẩu"))
    rank = forms.CharField(label=_("Cấp bậc"), max_length=60, required=False)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False,
                            help_text=_("Như sẽ in trên văn bản của cụm."))  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("Hai lần gõ không giống nhau."))
        return given


class UsedCode:
    """A form of the second step: `again` says that the code it refused was a good one, used before."""

    again = False

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError as refused:
            self.again = refused.code == "incorrect_code" and is_used_code(self.user.pk, self.cleaned_data["code"])  # type: ignore[attr-defined]
            raise
        return code


class StepForm(UsedCode, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code at signing in."""


class StepAgainForm(UsedCode, ReauthenticateForm):  # type: ignore[misc]
    """The code before what matters."""


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of an authenticator app, which shows that it holds the secret."""

    code = forms.CharField(
        label=_("Mã sáu chữ số đang hiện trong ứng dụng"), max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        code: str = super().clean_code()
        return code


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the owner calls a passkey; the key itself is asked of the browser."""

    name = forms.CharField(label=_("Gọi khoá này là"), max_length=100, required=False,
                           help_text=_("Ví dụ: máy tính cơ quan, điện thoại."))  # fmt: skip
