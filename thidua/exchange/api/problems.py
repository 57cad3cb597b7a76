"""Lỗi: what went wrong with a call, as RFC 9457 tells it (application/problem+json), in Vietnamese."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from thidua.exchange.api.terms import ROOT

logger = logging.getLogger("django.request")
MEDIA = "application/problem+json"
AS_FILE = 'attachment; filename="api.json"'
"""No browser is to show an answer of the API as a page, whatever is in it."""
TITLES = {
    400: _("Yêu cầu không đọc được"),
    401: _("Chưa có mã truy cập dùng được"),
    403: _("Mã truy cập không được làm việc này"),
    404: _("Không có ở đây"),
    405: _("Địa chỉ này không nhận cách gọi ấy"),
    409: _("Lúc này chưa làm được"),
    412: _("Nội dung đã khác lúc bạn đọc"),
    413: _("Nội dung gửi lên quá lớn"),
    415: _("Nội dung gửi lên không đúng kiểu"),
    422: _("Nội dung chưa đúng"),
    428: _("Phải nói rõ sửa trên bản nào"),
    429: _("Gọi quá nhiều lần"),
    500: _("Phần mềm gặp lỗi"),
}
SENTENCES = {
    400: _("Nội dung gửi lên phải là JSON (UTF-8), đúng như tài liệu của API mô tả."),
    401: _("Hãy gửi mã truy cập trong đầu mục Authorization: Bearer thidua_…; mã tạo ở trang Tài khoản."),
    404: _("Địa chỉ này không có, hoặc chức trách của mã truy cập không thấy được."),
    405: _("Hãy xem tài liệu của API: địa chỉ này nhận những cách gọi nào."),
    413: _("Hãy gửi ít hơn trong một lần."),
    415: _("Hãy gửi JSON, với Content-Type: application/json."),
    429: _("Hãy đợi số giây ghi ở đầu mục Retry-After rồi gọi tiếp."),
    500: _("Hãy thử lại sau; nếu vẫn lỗi, báo quản trị hệ thống kèm mã tham chiếu."),
}
WRONG = {
    "missing": _("Thiếu mục này."),
    "extra_forbidden": _("Không có mục nào tên như vậy; hãy xem lại tên."),
    "string_type": _("Phải là chữ, đặt trong dấu nháy kép."),
    "dict_type": _("Phải là một đối tượng JSON."),
    "model_attributes_type": _("Phải là một đối tượng JSON."),
    "string_too_long": _("Nội dung quá dài."),
    "int_parsing": _("Phải là số nguyên."),
    "int_type": _("Phải là số nguyên."),
    "enum": _("Không phải một trong những giá trị được nhận."),
    "literal_error": _("Không phải một trong những giá trị được nhận."),
    "greater_than_equal": _("Số này nhỏ quá."),
    "less_than_equal": _("Số này lớn quá."),
}
"""What the reader of the request (pydantic) found, by its own name for it."""


@dataclass(frozen=True)
class Wrong:
    """One wrong value: where (a JSON pointer into the body, or the name of a parameter), and the sentence."""

    pointer: str
    detail: str


@dataclass
class Problem(Exception):
    """A call that is not answered as asked; nothing has changed."""

    status: int
    detail: str = ""
    errors: Sequence[Wrong] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as it is sent."""
    status = problem.status
    told: dict[str, object] = {
        "type": f"{ROOT}#loi-{status}", "title": gettext(TITLES[status]), "status": status,
        "detail": problem.detail or "".join(one.detail for one in problem.errors[:1]) or gettext(SENTENCES[status]),
        "instance": request.path,
    }  # fmt: skip
    if problem.errors:
        told["errors"] = [{"pointer": one.pointer, "detail": one.detail} for one in problem.errors]
    if status >= 500:
        told["reference"] = getattr(request, "reference", "")
    headers = {"Cache-Control": "no-store", "Content-Disposition": AS_FILE, **problem.headers}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="thidua"'
    return JsonResponse(told, status=status, content_type=MEDIA, headers=headers,
                        json_dumps_params={"ensure_ascii": False})  # fmt: skip


def from_reader(errors: Sequence[Mapping[str, object]]) -> Problem:
    """What the reader of the request could not take, place by place."""
    found = [Wrong(_pointer(one["loc"]), _told(one)) for one in errors]  # type: ignore[arg-type]
    return Problem(422, gettext("Có %(n)s chỗ chưa đúng; xem từng chỗ ở mục errors.") % {"n": len(found)}, found)


def _pointer(place: Sequence[object]) -> str:
    """("body", "given", "figures", "I.1") → "#/figures/I.1"; of a query or path the parameter's name."""
    source, *rest = [str(part) for part in place]
    if source == "body":
        return "#/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in rest[1:])
    return "/".join(rest) or source


def _told(error: Mapping[str, object]) -> str:
    kind = str(error["type"])
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return gettext(WRONG.get(kind, _("Giá trị không đúng dạng tài liệu của API mô tả.")))


def broken(request: HttpRequest) -> Problem:
    """A mistake of ours: logged with its trace, told without it."""
    logger.exception("the API broke", extra={"request": request, "status_code": 500})
    return Problem(500)
