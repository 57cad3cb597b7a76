"""Bản giao ước mẫu: the text offered to the secretariat, made from the year's own facts."""

from django.utils.translation import gettext as _

from thidua.members.models import ClusterYear, Membership
from thidua.season.queries import launch_of


def default_text(year: ClusterYear, members: list[Membership]) -> str:
    """A pledge that can be signed as it stands, and changed at will before."""
    launch = launch_of(year)
    name = launch.movement.name if launch else ""
    movement = _("phong trào thi đua “%(name)s”") % {"name": name} if name else _("phong trào thi đua")
    opening = _(
        "Hưởng ứng %(movement)s, các đơn vị thành viên %(cluster)s, gồm: %(units)s, "
        "cùng ký giao ước thi đua năm %(year)s với các nội dung sau:"
    ) % {
        "movement": movement,
        "cluster": year.cluster.name,
        "year": year.year,
        "units": "; ".join(member.unit.name for member in members),
    }
    promises = (
        _("Phấn đấu hoàn thành, hoàn thành vượt các chỉ tiêu đã đăng ký và được giao trong năm."),
        _("Thi đua thực chất, đoàn kết, giúp nhau cùng tiến bộ; không chạy theo thành tích, không báo cáo sai."),
        _("Báo cáo, tự chấm điểm đầy đủ, đúng hạn, có minh chứng; chấm chéo khách quan, đúng bảng tiêu chí."),
        _("Kịp thời phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến; tham gia đầy đủ hoạt động chung của cụm."),
        _("Chấp hành quy chế hoạt động của cụm và kết quả bình xét, suy tôn của hội nghị cụm."),
    )
    closing = _("Bản giao ước có hiệu lực từ ngày ký; các đơn vị cam kết thực hiện nghiêm túc.")
    return "\n".join((opening, *(f"{number}. {promise}" for number, promise in enumerate(promises, 1)), closing))
