"""Words of asking: three subjects, by what each is laid out, what is measured, how. The keys stand in addresses."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class How(TextChoices):
    """Cách tính một ô từ các dòng số liệu của nó."""

    SUM = "tong", _("Tổng")
    MEAN = "trung-binh", _("Trung bình")
    COUNT = "dem", _("Số dòng có số")
    SHARE = "ty-trong", _("Tỷ trọng trong toàn bảng")
    BEST = "tot-nhat", _("Tốt nhất")
    WORST = "kem-nhat", _("Kém nhất")


@dataclass(frozen=True)
class Dimension:
    """Chiều: what rows, columns and filters are made of. `by` is how a sentence says it: “theo đơn vị”."""

    key: str
    name: Text
    by: Text
    meaning: Text


@dataclass(frozen=True)
class Measure:
    """Số đo: what stands in the cells, in whole parts of `per`; `ratio` is shown in percent, `low` is best when lowest.

    `hows` are the ways that mean something: a sum of places does not. What `counts` is none where there is no row.
    """

    key: str
    name: Text
    unit: Text
    meaning: Text
    hows: tuple[How, ...]
    per: int = 1
    ratio: bool = False
    low: bool = False
    counts: bool = False


@dataclass(frozen=True)
class Subject:
    """Chủ đề: which rows are asked, where they come from."""

    key: str
    name: Text
    source: Text
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    states: tuple[tuple[str, Text], ...]

    def dimension(self, key: str) -> Dimension | None:
        return next((one for one in self.dimensions if one.key == key), None)

    def at(self, key: str) -> int:
        """The place of a dimension in the keys of a fact."""
        return [one.key for one in self.dimensions].index(key)

    def measure(self, key: str) -> Measure | None:
        return next((one for one in self.measures if one.key == key), None)


UNIT = Dimension("don-vi", _("Đơn vị"), _("đơn vị"), _("Đơn vị mà dòng số liệu nói về"))
YEAR = Dimension("nam", _("Năm"), _("năm"), _("Năm thi đua"))
CLUSTER = Dimension("cum", _("Cụm"), _("cụm"), _("Cụm thi đua mà đơn vị là thành viên trong năm ấy"))
SECTION = Dimension("muc", _("Mục"), _("mục"), _("Mục lớn của bảng tiêu chí năm ấy"))
CRITERION = Dimension("tieu-chi", _("Tiêu chí"), _("tiêu chí"), _("Tiêu chí của bảng tiêu chí năm ấy: mã và tên"))
REACHED = Dimension("muc-do", _("Mức độ đạt"), _("mức độ đạt"), _("Số đạt so với chỉ tiêu được giao"))
TITLE = Dimension("danh-hieu", _("Danh hiệu, hình thức"), _("danh hiệu, hình thức"),
                  _("Tên danh hiệu, hình thức khen thưởng như trong sổ"))  # fmt: skip
FORM = Dimension("hinh-thuc", _("Loại khen thưởng"), _("loại khen thưởng"), _("Loại theo danh mục"))
LEVEL = Dimension("cap", _("Cấp quyết định"), _("cấp quyết định"), _("Cấp quyết định theo danh mục"))
HOLDER = Dimension("doi-tuong", _("Đối tượng"), _("đối tượng"), _("Tập thể hay cá nhân"))

ALL_HOWS = (How.SUM, How.MEAN, How.COUNT, How.SHARE, How.BEST, How.WORST)
NO_SUM = (How.MEAN, How.COUNT, How.BEST, How.WORST)

RESULTS = Subject(
    "ket-qua", _("Kết quả thi đua"), _("Kết quả đã chốt của từng năm, bản mới nhất người hỏi được xem"),
    (UNIT, YEAR, CLUSTER, SECTION, CRITERION),
    (
        Measure("diem", _("Điểm thống nhất"), _("điểm"), _("Điểm trong kết quả đã chốt"), ALL_HOWS, per=1000),
        Measure("ty-le", _("Tỷ lệ điểm"), "%", _("Điểm trên điểm tối đa được giao"), NO_SUM, ratio=True),
        Measure("hang", _("Hạng"), _("hạng"), _("Hạng trong cụm năm ấy; 1 là cao nhất"), NO_SUM, low=True),
    ),
    (("da-cong-bo", _("Đã công bố")), ("chua-cong-bo", _("Đã chốt, chưa công bố"))),
)  # fmt: skip
TARGETS = Subject(
    "chi-tieu", _("Chỉ tiêu"), _("Bản đăng ký, chỉ tiêu được giao và số liệu trong phiếu chấm đã gửi"),
    (UNIT, YEAR, CLUSTER, CRITERION, REACHED),
    (
        Measure("hoan-thanh", _("Tỷ lệ hoàn thành"), "%", _("Số đạt trên chỉ tiêu được giao"), NO_SUM, ratio=True),
        Measure("dang-ky", _("Chỉ tiêu đăng ký"), "", _("Con số đơn vị đăng ký"), ALL_HOWS),
        Measure("duoc-giao", _("Chỉ tiêu được giao"), "", _("Con số được duyệt hoặc giao"), ALL_HOWS),
        Measure("dat", _("Kết quả đạt"), "", _("Số liệu ở lần chấm sau cùng đã gửi"), ALL_HOWS),
    ),
    (("dat", _("Đạt")), ("chua-dat", _("Chưa đạt")), ("chua-biet", _("Chưa biết")), ("khong-giao", _("Không giao"))),
)  # fmt: skip
AWARDS = Subject(
    "khen-thuong", _("Khen thưởng"), _("Sổ khen thưởng"),
    (UNIT, YEAR, CLUSTER, TITLE, FORM, LEVEL, HOLDER),
    (Measure("so-luong", _("Số khen thưởng"), _("khen thưởng"), _("Số dòng của sổ khen thưởng"),
             (How.SUM, How.SHARE), counts=True),),
    (("tap-the", _("Tập thể")), ("ca-nhan", _("Cá nhân"))),
)  # fmt: skip
SUBJECTS = (RESULTS, TARGETS, AWARDS)
FORMS = {
    "flag": _("Cờ thi đua"), "title": _("Danh hiệu thi đua"), "commendation": _("Bằng khen, giấy khen"),
    "honour": _("Danh hiệu vinh dự nhà nước"), "order": _("Huân chương"), "medal": _("Huy chương"),
}  # fmt: skip
UNKNOWN = "-"
"""The key of what is not known: an award whose unit is in no cluster, a title not in the catalogue."""
