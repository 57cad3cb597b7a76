"""Lá phiếu, số kiểm đếm: what a paper, or a teller's sheet of figures, may say under a ballot's own method."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot, Count, Nominee
from thidua.ballots.terms import CHOSEN, COUNTED, LEFT, TEN, Choice, Form, Method, Per
from thidua.kit.refusal import Refused

Said = dict[str, dict[str, int]]
"""Nominee → what was said of it → how many times."""


@dataclass(frozen=True)
class Figures:
    """What a teller counted: mandates present or slips given out, slips returned, the invalid, and each nominee's."""

    given_out: int
    returned: int
    invalid: int
    said: Said


def words(ballot: Ballot) -> list[str]:
    """What can be said of one nominee."""
    if ballot.method == Method.OPINION:
        return list(Choice.values)
    if ballot.method == Method.CHOOSE:
        return [CHOSEN, LEFT]
    if ballot.method == Method.SCORE:
        return [str(score) for score in range(TEN + 1)]
    return [str(place) for place in range(1, len(ballot.nominees.all()) + 1)]


def why_not_so(  # noqa: PLR0917
    form: str, method: str, most: int | None, seats: int | None, per: str = Per.UNIT, proxies: int = 0
) -> str:
    """Whether form, method and numbers go together; a sentence when they do not."""
    if form in COUNTED and method not in {Method.OPINION, Method.CHOOSE}:
        return _("Giơ tay và phiếu giấy chỉ đếm được ý kiến hoặc lượt chọn; hãy chọn bỏ phiếu trên máy để chấm điểm.")
    if per == Per.DELEGATE and (form in COUNTED or proxies):
        return _("Mỗi đại biểu một phiếu thì bỏ trên máy và không bỏ thay; người vắng cử người khác vào danh sách.")
    if form in COUNTED and proxies:
        return _("Bỏ thay chỉ ghi được khi bỏ phiếu trên máy; tại hội trường, ban kiểm phiếu đếm cả phiếu bỏ thay.")
    if method == Method.CHOOSE and not most:
        return _("Hãy ghi mỗi phiếu được chọn tối đa bao nhiêu đơn vị.")
    if method in {Method.SCORE, Method.ORDER} and not seats:
        return _("Chấm điểm hay xếp thứ tự thì cần ghi số đơn vị được chọn.")
    return ""


def complete(ballot: Ballot, choices: Mapping[int, str]) -> dict[str, str]:
    """A paper as kept: a word for each nominee, in the nominees' order whoever filled it in. Refused when wrong."""
    nominees = list(ballot.nominees.all())
    if any(one.pk not in choices for one in nominees):
        raise Refused(_("Hãy cho ý kiến về từng đơn vị được đề nghị; có thể chọn “Không có ý kiến”."))
    kept = {str(one.pk): str(choices[one.pk]) for one in nominees}
    known = words(ballot)
    if any(word not in known for word in kept.values()):
        raise Refused(_("Phiếu có ý kiến không thuộc cuộc bỏ phiếu này; hãy tải lại trang rồi chọn lại."))
    if ballot.method == Method.CHOOSE and sum(word == CHOSEN for word in kept.values()) > (ballot.most or 0):
        raise Refused(_("Phiếu này chỉ được chọn tối đa %(n)s đơn vị.") % {"n": ballot.most})
    if ballot.method == Method.ORDER and len(set(kept.values())) < len(kept):
        raise Refused(_("Mỗi đơn vị một thứ bậc; hai đơn vị không cùng một thứ bậc trên một phiếu."))
    return kept


def why_not_figures(ballot: Ballot, figures: Figures, mandates: int) -> str:
    """Whether the figures add up; the first sentence that says where they do not."""
    valid = figures.returned - figures.invalid
    if figures.given_out > mandates:
        if ballot.per == Per.COUNCIL:
            return _("Chỉ có %(n)s uỷ viên có quyền bỏ phiếu, không thể nhiều hơn.") % {"n": mandates}
        return _("Chỉ có %(n)s đơn vị có quyền bỏ phiếu, không thể nhiều hơn.") % {"n": mandates}
    if figures.returned > figures.given_out:
        return _("Số phiếu thu về nhiều hơn số phiếu phát ra.")
    if valid < 0:
        return _("Số phiếu không hợp lệ nhiều hơn số phiếu thu về.")
    return next(filter(None, _wrong_rows(ballot, figures, valid)), "")


def _wrong_rows(ballot: Ballot, figures: Figures, valid: int) -> Iterator[str]:
    """What is wrong with the nominees' figures."""
    for one in ballot.nominees.select_related("membership__unit"):
        total = sum(figures.said.get(str(one.pk), {}).values())
        said = {"unit": str(one), "total": total, "valid": valid}
        if total > valid and ballot.method == Method.CHOOSE:
            yield _("%(unit)s: số lượt chọn nhiều hơn số phiếu hợp lệ.") % said
        if total != valid and ballot.method == Method.OPINION and ballot.form == Form.HAND:
            yield _("%(unit)s: cộng lại được %(total)s, mà có %(valid)s người biểu quyết.") % said
        if total != valid and ballot.method == Method.OPINION:
            yield _("%(unit)s: cộng lại được %(total)s, mà có %(valid)s phiếu hợp lệ.") % said
    chosen = sum(sum(counted.values()) for counted in figures.said.values())
    if ballot.method == Method.CHOOSE and chosen > valid * (ballot.most or 0):
        yield _("Tổng số lượt chọn nhiều hơn mức mỗi phiếu được chọn.")


def differences(ballot: Ballot, one: Count, other: Count) -> list[str]:
    """Where two tellers' figures differ, in words and without the figures themselves."""
    heads = (("given_out", _("số phiếu phát ra")), ("returned", _("số phiếu thu về")),
             ("invalid", _("số phiếu không hợp lệ")))  # fmt: skip
    found = [word for name, word in heads if getattr(one, name) != getattr(other, name)]
    nominees: list[Nominee] = list(ballot.nominees.select_related("membership__unit"))
    return found + [
        str(nominee) for nominee in nominees if one.figures.get(str(nominee.pk)) != other.figures.get(str(nominee.pk))
    ]
