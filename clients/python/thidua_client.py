"""Gọi API của phần mềm Thi Đua từ Python; chỉ cần thư viện chuẩn (Python 3.11 trở lên).

    from thidua_client import Thidua

    site = Thidua("https://thidua.example.vn", "thidua_…")      # mã truy cập, tạo ở trang Tài khoản
    now = site.figures("cum-mau", 2026, 1, "song-hong")         # đọc: now.data, now.etag
    now.data["figures"]["I.1.a"]["actual"] = "120"
    site.put_figures("cum-mau", 2026, 1, "song-hong", now.data, match=now.etag)

Tệp này do tools/client.py lập từ tài liệu OpenAPI; đừng sửa bằng tay.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener


class Problem(Exception):
    """A call that was not answered as asked (RFC 9457); `str(problem)` says why and what to do, in Vietnamese."""

    def __init__(self, status: int, told: dict[str, Any], retry_after: int = 0) -> None:
        super().__init__(told.get("detail") or told.get("title") or f"HTTP {status}")
        self.status, self.errors, self.told = status, told.get("errors", []), told
        self.retry_after = retry_after


@dataclass(frozen=True)
class Answer:
    """What was answered, and its entity tag; `data` is None when it is unchanged since the tag that was sent."""

    data: Any
    etag: str = ""

    @property
    def unchanged(self) -> bool:
        return self.data is None


class _Stay(HTTPRedirectHandler):
    """The code of a token goes to the site it was made for and nowhere else."""

    def redirect_request(self, *_given: Any) -> None:
        return None


class Line:
    """A site and a token: `site` such as https://thidua.example.vn, `code` such as thidua_…"""

    def __init__(self, site: str, code: str, timeout: int = 30) -> None:
        self.site, self.code, self.timeout = site.rstrip("/"), code, timeout
        self._opener = build_opener(_Stay)

    def call(
        self, method: str, path: str, query: dict[str, Any], *, body: Any = None, match: str = "", known: str = ""
    ) -> Answer:
        """One call. `match`: the tag of the version a write is made on; `known`: the tag of what one has already."""
        asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        headers = {"Authorization": f"Bearer {self.code}", "Accept": "application/json, application/problem+json"}
        headers |= {"If-Match": match} if match else {}
        headers |= {"If-None-Match": known} if known else {}
        data = None if body is None else json.dumps(body).encode()
        headers |= {"Content-Type": "application/json"} if data else {}
        address = f"{self.site}{path}" + (f"?{asked}" if asked else "")
        request = Request(address, data, headers, method=method)  # noqa: S310  the site its owner named
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                content, kind = answer.read(), answer.headers.get_content_type()
                return Answer(json.loads(content) if kind == "application/json" else content, answer.headers["ETag"])
        except HTTPError as error:
            if error.code == 304:
                return Answer(None, known)
            raise _problem(error) from None

    def walk(self, path: str, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every item of a list, page after page."""
        cursor = ""
        while cursor is not None:
            page = self.call("GET", path, {**query, "cursor": cursor}).data
            yield from page["items"]
            cursor = page["next"]


def _problem(error: HTTPError) -> Problem:
    """What the site said; of an answer that is none of ours, its status."""
    try:
        told = json.loads(error.read())
    except ValueError:
        told = {}
    wait = error.headers.get("Retry-After", "")
    return Problem(error.code, told if isinstance(told, dict) else {}, int(wait) if wait.isdigit() else 0)


def _part(value: object) -> str:
    """A value as a part of a path."""
    return quote(str(value), safe="")


class Thidua(Line):
    """Every call of the API, by the name it has in the document."""

    def me(self, *, known: str = "") -> Answer:
        """Chức trách mà mã truy cập gắn với, phạm vi và ngày hết hạn.

        Trả lời: token, person, office, office_name, unit, year, since, until, reaches, expires_at.
        """
        path = "/api/v1/me"
        return self.call("GET", path, {}, known=known)

    def years(self, *, cursor: str = "", limit: int = 50, known: str = "") -> Answer:
        """Những năm thi đua mà chức trách của mã được vào, mới lập trước.

        Trả lời: cluster, cluster_name, year, stage, stage_name.
        """
        path = "/api/v1/years"
        return self.call("GET", path, {"cursor": cursor, "limit": limit}, known=known)

    def all_years(self) -> Iterator[dict[str, Any]]:
        """Các năm thi đua: hết mọi trang."""
        path = "/api/v1/years"
        return self.walk(path, {})

    def year(self, cluster: str, year: int, *, known: str = "") -> Answer:
        """Bước, Cụm trưởng, Cụm phó, đơn vị thành viên, thời hạn.

        Trả lời: cluster, cluster_name, year, stage, stage_name, cut_off, head, deputy, movement, members,
        windows.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}"
        return self.call("GET", path, {}, known=known)

    def criteria(self, cluster: str, year: int, *, known: str = "") -> Answer:
        """Bảng tiêu chí đang áp dụng hôm nay: cách tính, những ô phải nhập.

        Trả lời: digest, title, adopted_on, effective_on, total, periods, criteria.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/criteria"
        return self.call("GET", path, {}, known=known)

    def board(self, cluster: str, year: int, *, column: str = "", period: str = "", known: str = "") -> Answer:
        """Các đơn vị theo thứ hạng. 403 khi chức trách chưa được xem bảng của cả cụm.

        Trả lời: column, period, official, rows.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/board"
        return self.call("GET", path, {"column": column, "period": period}, known=known)

    def unit_card(self, cluster: str, year: int, unit: str, *, period: str = "", known: str = "") -> Answer:
        """Điểm từng tiêu chí, mọi cột cạnh nhau. Vì sao: địa chỉ points/{code}.

        Trả lời: unit, name, period, totals, rows.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/units/{_part(unit)}/card"
        return self.call("GET", path, {"period": period}, known=known)

    def point(
        self, cluster: str, year: int, unit: str, code: str, *, column: str = "", period: str = "", known: str = ""
    ) -> Answer:
        """Lời giải thích một điểm với từng con số; mã “tong” là tổng điểm.

        Trả lời: unit, code, column, points, sentence, steps, inputs, peers, cap, rounding, cites.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/units/{_part(unit)}/points/{_part(code)}"
        return self.call("GET", path, {"column": column, "period": period}, known=known)

    def reports(self, cluster: str, year: int, *, known: str = "") -> Answer:
        """Mỗi đơn vị một dòng cho mỗi kỳ báo cáo: đã gửi, chậm mấy ngày, hạn.

        Trả lời: period, period_name, span, from_date, to_date, unit, due_on, state, submitted_at, days_late.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/reports"
        return self.call("GET", path, {}, known=known)

    def figures(self, cluster: str, year: int, period: int, unit: str, *, known: str = "") -> Answer:
        """Số liệu và thuyết minh của một đơn vị trong một kỳ, như đang giữ.

        Trả lời: figures, narrative.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/reports/{_part(period)}/{_part(unit)}/figures"
        return self.call("GET", path, {}, known=known)

    def put_figures(
        self, cluster: str, year: int, period: int, unit: str, given: dict[str, Any], *, match: str
    ) -> Answer:
        """Thay cả bảng số liệu và thuyết minh của đơn vị mình; lãnh đạo đơn vị vẫn là người gửi báo cáo. Gửi lại
        đúng nội dung đang giữ thì luôn được, không ghi thêm gì.

        Trả lời: figures, narrative.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/reports/{_part(period)}/{_part(unit)}/figures"
        return self.call("PUT", path, {}, body=given, match=match)

    def sheet(self, cluster: str, year: int, unit: str, *, period: str = "", known: str = "") -> Answer:
        """Những dòng đã nhập của phiếu tự chấm; bảng chia kỳ thì phải nêu kỳ (period).

        Trả lời: rows.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/units/{_part(unit)}/sheet"
        return self.call("GET", path, {"period": period}, known=known)

    def put_sheet(
        self, cluster: str, year: int, unit: str, given: dict[str, Any], *, period: str = "", match: str
    ) -> Answer:
        """Ghi những dòng gửi lên; dòng khác giữ nguyên. Lãnh đạo đơn vị gửi phiếu.

        Trả lời: rows.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/units/{_part(unit)}/sheet"
        return self.call("PUT", path, {"period": period}, body=given, match=match)

    def results(self, cluster: str, year: int, *, known: str = "") -> Answer:
        """Kết quả đã công bố, bản mới trước; thư ký thấy cả bản chưa công bố.

        Trả lời: version, digest, name, reason, sealed_at, published_at, check_url.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/results"
        return self.call("GET", path, {}, known=known)

    def result(self, cluster: str, year: int, number: int, *, known: str = "") -> Answer:
        """Bảng xếp hạng đã chốt, với mã băm của nội dung.

        Trả lời: version, digest, name, reason, sealed_at, published_at, check_url, title, edition, rows.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/results/{_part(number)}"
        return self.call("GET", path, {}, known=known)

    def awards(self, *, q: str = "", cursor: str = "", known: str = "") -> Answer:
        """Tìm trong sổ bằng chữ không dấu; bản ghi mới trước, mỗi trang 50 dòng.

        Trả lời: id, title, title_name, year, unit, unit_name, person, office, decision, decided_on, body,
        signer.
        """
        path = "/api/v1/awards"
        return self.call("GET", path, {"q": q, "cursor": cursor}, known=known)

    def all_awards(self, *, q: str = "") -> Iterator[dict[str, Any]]:
        """Sổ khen thưởng: hết mọi trang."""
        path = "/api/v1/awards"
        return self.walk(path, {"q": q})

    def papers(self, cluster: str, year: int, *, cursor: str = "", limit: int = 50, known: str = "") -> Answer:
        """Văn bản mà chức trách được xem, mới lập trước.

        Trả lời: id, symbol, kind, kind_name, about, status, issued_on, issuer, digest, pdf.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/papers"
        return self.call("GET", path, {"cursor": cursor, "limit": limit}, known=known)

    def all_papers(self, cluster: str, year: int) -> Iterator[dict[str, Any]]:
        """Văn bản của năm: hết mọi trang."""
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/papers"
        return self.walk(path, {})

    def paper(self, cluster: str, year: int, number: int, *, known: str = "") -> Answer:
        """Số, ký hiệu, trích yếu và mã băm của một văn bản.

        Trả lời: id, symbol, kind, kind_name, about, status, issued_on, issuer, digest, pdf.
        """
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/papers/{_part(number)}"
        return self.call("GET", path, {}, known=known)

    def paper_pdf(self, cluster: str, year: int, number: int, *, known: str = "") -> Answer:
        """Bản in PDF/A, đúng như trên trang."""
        path = f"/api/v1/years/{_part(cluster)}/{_part(year)}/papers/{_part(number)}/pdf"
        return self.call("GET", path, {}, known=known)
