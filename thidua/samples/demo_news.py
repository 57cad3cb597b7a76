"""Năm mẫu, as the public sees it: articles, an album of pictures we drew, good examples, what is open to everybody."""

import datetime as dt
import io
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from thidua.conference.models import Conference
from thidua.conference.terms import Kind
from thidua.news import actions as news
from thidua.news.models import Article, Picture
from thidua.news.published import album_data, exemplar_data
from thidua.news.terms import Shown
from thidua.samples.cast import YEAR, Cast, moment
from thidua.story import actions as story

SIZE = (1500, 1000)
PICTURES = (
    ("Quang cảnh hội nghị tổng kết (tranh minh hoạ)", "Tranh vẽ: dãy núi xa lúc bình minh, mặt trời vàng phía sau",
     ("#f6d9a8", "#e9a15b", "#c2553a", "#7c1f1f", "#451414"), (0.68, 0.34)),
    ("Các đơn vị ký giao ước thi đua (tranh minh hoạ)", "Tranh vẽ: những lớp sóng biển xanh dưới trời chiều",
     ("#dcecf0", "#9cc7cf", "#4f93a5", "#235f77", "#123a4d"), (0.3, 0.28)),
    ("Đoàn kiểm tra chéo đến cơ sở (tranh minh hoạ)", "Tranh vẽ: ruộng bậc thang xanh dưới nắng sớm",
     ("#f3efcf", "#cfd98d", "#8fb35a", "#4f8043", "#2a5533"), (0.5, 0.25)),
    ("Trao đổi kinh nghiệm giữa các đơn vị (tranh minh hoạ)", "Tranh vẽ: cao nguyên đất đỏ dưới trời tím",
     ("#efe0ef", "#d3a9c4", "#b06a86", "#7b3c52", "#4a2233"), (0.78, 0.4)),
)  # fmt: skip
EXEMPLARS = (
    ("Một cửa không hẹn lại", "Tổ tiếp nhận hồ sơ, Đơn vị Trường Sơn (minh hoạ)", "truong-son",
     "Hồ sơ được đọc hết một lần ngay khi nhận: thiếu gì nói đủ trong một tờ phiếu, người dân không phải đi lại.\n"
     "Sau sáu tháng làm thử, cả đơn vị cùng làm theo một mẫu phiếu.", 2),
    ("Minh chứng có ngay từ quý một", "Bộ phận thi đua, Đơn vị Biển Đông (minh hoạ)", "bien-dong",
     "Mỗi việc xong là chụp, ghi và gắn vào tiêu chí trong tuần ấy. Đến kỳ tự chấm, hồ sơ đã đủ, không phải tìm.", 3),
)  # fmt: skip


def drawn(colours: tuple[str, ...], sun: tuple[float, float]) -> SimpleUploadedFile:
    """A picture of ours: ranges behind ranges, and a sun."""
    wide, high = SIZE
    picture = Image.new("RGB", SIZE, colours[0])
    pen = ImageDraw.Draw(picture)
    middle, round_ = (int(wide * sun[0]), int(high * sun[1])), high // 9
    pen.ellipse([middle[0] - round_, middle[1] - round_, middle[0] + round_, middle[1] + round_], fill="#f4d58a")
    for place, colour in enumerate(colours[1:], 1):
        base, steep = high * (38 + 13 * place) // 100, high // (7 + place)
        ridge = [
            (x, base - steep * ((x * (place + 2) // 150 + place * 3) % 5 - 2) // 3) for x in range(0, wide + 151, 150)
        ]
        pen.polygon([(0, high), *ridge, (wide, high)], fill=colour)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return SimpleUploadedFile("tranh-minh-hoa.jpg", out.getvalue(), "image/jpeg")


def publish(cast: Cast, article: Article, at: dt.datetime) -> None:
    """Reviewed and published by the second press officer."""
    news.send_to_review(here=cast.here("tuyen-truyen", at.date()), article=article, version=article.version, at=at)
    news.publish(here=cast.here("duyet-tin", at.date()), article=article, version=article.version, at=at)


def tell_launch(cast: Cast) -> None:
    """The launch is told, and the cluster and its movement are shown to everybody."""
    at = moment(YEAR, 1, 13)
    publish(cast, story.draft_launch(here=cast.here("tuyen-truyen", at.date()), at=at), at)
    for kind in (Shown.CLUSTER, Shown.MOVEMENT):
        story.show(here=cast.here("thu-ky-cum-truong", at.date()), kind=kind, at=at)


def tell(cast: Cast, day: dt.date) -> None:
    """The album, the story of the summary conference, the result, two good examples; board and decisions are opened."""
    at = moment(day.year, day.month, day.day, 17)
    pictures = album(cast, at)
    writer = cast.here("tuyen-truyen", day)
    held = Conference.objects.get(year=cast.year, kind=Kind.SUMMARY)
    makers: tuple[Callable[[], Article], ...] = (
        lambda: story.draft_result(here=writer, at=at),
        lambda: story.draft(here=writer, conference=held, byline="Cán bộ tuyên truyền (minh hoạ)", at=at),
    )
    for make in makers:
        publish(cast, make(), at)
        at += dt.timedelta(minutes=30)
    exemplars(cast, pictures, at)
    secretary = cast.here("thu-ky-cum-truong", day)
    for kind in (Shown.BOARD, Shown.DECISIONS):
        story.show(here=secretary, kind=kind, at=at)


def album(cast: Cast, at: dt.datetime) -> list[Picture]:
    """Pictures we drew ourselves, shown to everybody."""
    here = cast.here("tuyen-truyen", at.date())
    made = [news.add_picture(here=here, caption=caption, alt=alt, upload=drawn(colours, sun), at=at)
            for caption, alt, colours, sun in PICTURES]  # fmt: skip
    for picture, (_caption, _alt, _colours, sun) in zip(made, PICTURES, strict=True):
        focal = (int(sun[0] * 100), int(sun[1] * 100))
        news.change_picture(here=here, picture=picture, caption=picture.caption, alt=picture.alt, focal=focal, at=at)
    news.open_to_public(here=here, kind=Shown.ALBUM, key=f"{cast.year.cluster.slug}-{cast.year.year}",
                        data=album_data(cast.year, made), at=at)  # fmt: skip
    return made


def exemplars(cast: Cast, pictures: list[Picture], at: dt.datetime) -> None:
    """Two good examples with their office's leave, open to everybody."""
    here = cast.here("tuyen-truyen", at.date())
    for title, holder, code, deed, picture in EXEMPLARS:
        made = news.tell_exemplar(
            here=here, title=title, holder=holder, membership=cast.member(code), deed=deed, picture=pictures[picture],
            permission="Văn bản minh hoạ số 21 của lãnh đạo đơn vị", permitted_on=at.date(), at=at,
        )  # fmt: skip
        news.open_to_public(here=here, kind=Shown.EXEMPLAR, key=made.slug, data=exemplar_data(made), at=at)
