"""The editor beyond the text: what is typed is kept, versions differ, blocks of every kind, nonsense in each."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.news import actions
from thidua.news.models import Article, Depicted, Exemplar, Jotting, Picture
from thidua.news.photographs import develop
from thidua.news.terms import State
from thidua.samples.cast import moment

ROOM = "/cum/cum-mau/2026/tin-bai/"
NOW = moment(2026, 3, 1, 9)
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def article(cast) -> Article:
    return actions.start_article(here=cast.here("tuyen-truyen"), title="Ký giao ước", at=NOW)


def typed(article: Article, *rows: tuple[str, str], **more: object) -> dict[str, object]:
    return {
        "title": article.title, "standfirst": "", "byline": "", "source": "", "version": article.version,
        "kind": [kind for kind, _ in rows], "text": [text for _, text in rows], "picture": ["" for _ in rows],
        "traces": ["" for _ in rows], "row": [f"k{at}" for at in range(len(rows))], **more,
    }  # fmt: skip


def saved(visitor, article: Article, *rows: tuple[str, str], **more: object) -> str:
    answer = visitor.post(f"{ROOM}{article.pk}/sua/", typed(article, *rows, **more))
    article.refresh_from_db()
    return answer.content.decode() if answer.status_code == 422 else ""


def test_what_was_typed_and_not_saved_comes_back_and_can_be_thrown_away(article, visit):
    writer, address = visit("tuyen-truyen"), f"{ROOM}{article.pk}/"
    kept = writer.post(address + "tu-luu/", {**typed(article, ("paragraph", "Gõ dở.")), "turn": 0}).json()
    assert kept["turn"] == 1
    article.refresh_from_db()
    assert article.body[0]["text"] == "", "the article itself is untouched"
    page = writer.get(address + "sua/").content.decode()
    assert "Gõ dở." in page
    assert "phần bạn gõ dở lúc" in page
    assert "Gõ dở." not in visit("thu-ky-cum-truong").get(address + "sua/").content.decode(), "each one's own"
    writer.post(address + "bo-phan-go-do/")
    assert "Gõ dở." not in writer.get(address + "sua/").content.decode()


def test_a_second_tab_is_told_and_writes_over_only_knowingly(article, visit):
    writer, address = visit("tuyen-truyen"), f"{ROOM}{article.pk}/tu-luu/"

    def keep(text: str, turn: int) -> dict[str, object]:
        return writer.post(address, {**typed(article, ("paragraph", text)), "turn": turn}).json()

    assert keep("Thẻ một.", 0)["turn"] == 1
    told = keep("Thẻ hai.", 0)
    assert "cửa sổ khác" in told["refused"]
    assert Jotting.objects.get().typed["text"] == ["Thẻ một."]
    assert keep("Thẻ hai.", told["other"])["turn"] == 2
    assert "cửa sổ khác" in keep("Thẻ một nữa.", 1)["refused"]
    assert saved(writer, article, ("paragraph", "Thẻ hai.")) == ""
    assert not Jotting.objects.exists(), "saved, hence no longer apart"


def test_versions_are_kept_and_their_difference_is_shown_word_by_word(article, visit):
    writer = visit("tuyen-truyen")
    saved(writer, article, ("paragraph", "Năm đơn vị ký giao ước sáng nay."), ("heading", "Đầu mục"))
    saved(writer, article, ("paragraph", "Bốn đơn vị ký giao ước sáng nay."), ("paragraph", "Đoạn mới hẳn."))
    page = writer.get(f"{ROOM}{article.pk}/cac-ban/").content.decode()
    assert "<del>Năm </del><ins>Bốn </ins>đơn vị ký giao ước sáng nay." in page
    assert "<ins>Đoạn mới hẳn.</ins>" in page
    assert "<del>Đầu mục</del>" in page
    first = writer.get(f"{ROOM}{article.pk}/cac-ban/?truoc=1&sau=2").content.decode()
    assert "<ins>Năm đơn vị" in first


def test_every_kind_of_block_reads_as_what_it_is(cast, article, visit):
    here = cast.here("tuyen-truyen")
    pictures = [actions.add_picture(here=here, caption=f"Ảnh {n}", alt=f"Mô tả {n}", at=NOW) for n in (1, 2)]
    rows = (
        ("paragraph", "Mở đầu."), ("quote", "Làm thật.\n– Lãnh đạo đơn vị"), ("album", "Ngày hội"),
        ("figures", "Kết quả\nĐơn vị | Điểm\nA | 97,25\nB\t96,5"), ("video", "https://example.vn/phim\nPhóng sự"),
        ("document", "https://example.vn/ke-hoach.pdf\nKế hoạch số 02"),
    )  # fmt: skip
    album = [f"k2:{picture.pk}" for picture in pictures]
    assert saved(visit("tuyen-truyen"), article, *rows, album=album) == ""
    actions.send_to_review(here=here, article=article, version=article.version, at=NOW)
    actions.publish(here=cast.here("duyet-tin"), article=article, version=article.version, at=NOW)
    page = visit().get(f"/tin/{article.slug}/").content.decode()
    assert "<caption>Kết quả</caption>" in page
    assert '<th scope="row">B</th><td class="number">96,5</td>' in page
    assert page.count("<figcaption>Ảnh ") == 2
    assert '<a href="https://example.vn/phim" rel="noopener noreferrer"' in page
    assert "Kế hoạch số 02" in page
    assert "<footer>Lãnh đạo đơn vị</footer>" in page
    assert "Ngày hội" in visit("tuyen-truyen").get(f"{ROOM}{article.pk}/").content.decode()


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("video", "javascript:alert(1)\nPhim", "phải bắt đầu bằng https://"),
        ("document", "data:text/html,x\nTệp", "phải bắt đầu bằng https://"),
        ("video", "https://\nPhim", "phải bắt đầu bằng https://"),
        ("video", 'https://x.vn/"onclick="x\nPhim', "phải bắt đầu bằng https://"),
        ("figures", "một dòng không có ô", "ít nhất một dòng tiêu đề cột"),
        ("figures", "|".join("abcdefghijklmno") + "\n1|2", "nhiều nhất 12 cột"),
        ("heading", "x" * 301, "quá dài"),
        ("album", "Không ảnh", "album nhưng chưa chọn ảnh nào"),
    ],
)
def test_a_block_that_cannot_stand_is_named_and_kept_on_the_page(article, visit, kind, text, says):
    page = saved(visit("tuyen-truyen"), article, ("paragraph", "Một."), (kind, text))
    assert "Khối 2" in page
    assert says in page
    assert article.version == 1


def test_markup_and_script_in_every_text_are_only_text(cast, article, visit):
    here, row = cast.here("tuyen-truyen"), f"{EVIL} | {EVIL}"
    picture = actions.add_picture(here=here, caption=EVIL, alt=EVIL, at=NOW)
    rows = (("paragraph", EVIL), ("heading", EVIL), ("quote", f"{EVIL}\n– {EVIL}"),
            ("figures", f"{EVIL}\n{row}\n{row}"),
            ("video", f"https://x.vn/\n{EVIL}"), ("credit", EVIL), ("picture", ""))  # fmt: skip
    more = {"title": EVIL, "standfirst": EVIL, "byline": EVIL, "source": EVIL, "picture": [""] * 6 + [str(picture.pk)]}
    assert saved(visit("tuyen-truyen"), article, *rows, **more) == ""
    actions.send_to_review(here=here, article=article, version=article.version, at=NOW)
    actions.publish(here=cast.here("duyet-tin"), article=article, version=article.version, at=NOW)
    article.refresh_from_db()
    seen = [visit().get(address).content.decode() for address in
            ("/", f"/tin/{article.slug}/", "/tin/", "/tim/?q=script", "/tin.atom", "/tin.rss",
             f"/tim/?q={EVIL}")]  # fmt: skip
    writer, own = visit("tuyen-truyen"), f"{ROOM}{article.pk}/"
    seen += [writer.get(own + page).content.decode() for page in ("", "sua/", "cac-ban/")]
    for page in seen:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert visit().get(f"/chia-se/article/{article.slug}.png")["Content-Type"] == "image/png"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_a_hundred_megapixels_a_script_in_svg_and_a_polyglot_do_no_harm(cast, visit):
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    with pytest.raises(Refused, match="quá lớn"):
        develop(upload("to.png", out.getvalue()))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    with pytest.raises(Refused, match="không đúng loại"):
        develop(upload("anh.svg", svg))
    small = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(small, "JPEG")
    polyglot = small.getvalue() + b"<script>alert(1)</script>PK\x03\x04"
    made = actions.add_picture(here=cast.here("tuyen-truyen"), caption="Hai mặt", alt="Ảnh", at=NOW,
                               upload=upload("anh.jpg", polyglot))  # fmt: skip
    answer = visit("tuyen-truyen").get(f"{ROOM}anh/{made.pk}/800.webp")
    content = b"".join(answer.streaming_content)
    assert b"script" not in content, "only the pixels are written anew"
    assert b"PK\x03\x04" not in content
    long = visit("tuyen-truyen").post(ROOM + "anh/", {"caption": "x" * 10_000, "alt": "y"})
    assert long.status_code == 422
    assert "x" * 10_000 in long.content.decode(), "what was typed survives"


def test_a_person_is_named_in_a_picture_only_with_the_own_offices_consent(cast, visit):
    here = cast.here("tuyen-truyen")
    picture = actions.add_picture(here=here, caption="Trao cờ", alt="Hai người", at=NOW)
    page = f"{ROOM}anh/{picture.pk}/"
    writer = visit("tuyen-truyen")
    someone = {"nguoi-name": "Nguyễn Văn Mẫu", "nguoi-office": "Chỉ huy, Đơn vị A"}
    assert writer.post(page + "nguoi/", someone).status_code == 302
    refused = writer.post(ROOM + "anh/cong-bo/", {"picture": [picture.pk]}, follow=True).content.decode()
    assert "nêu tên Nguyễn Văn Mẫu mà chưa ghi" in refused
    assert visit().get("/anh-hoat-dong/cum-mau-2026/").status_code == 404
    wrong = writer.post(page + "nguoi/", {"nguoi-name": "Nguyễn Văn Mẫu", "nguoi-office": "A", "nguoi-consent": "CV 1"})
    assert wrong.status_code == 422
    assert "Hãy ghi ngày cơ quan đồng ý." in wrong.content.decode()
    agreed = {**someone, "nguoi-consent": "Công văn 01", "nguoi-consent_on": "2026-02-01"}
    assert writer.post(page + "nguoi/", agreed).status_code == 302
    writer.post(ROOM + "anh/cong-bo/", {"picture": [picture.pk]})
    assert "(Nguyễn Văn Mẫu, Chỉ huy, Đơn vị A)" in visit().get("/anh-hoat-dong/cum-mau-2026/").content.decode()
    writer.post(ROOM + "anh/cong-bo/", {})
    assert visit().get("/anh-hoat-dong/cum-mau-2026/").status_code == 410
    writer.post(f"{page}nguoi/{Depicted.objects.get().pk}/bo/")
    assert not Depicted.objects.exists()


def test_the_focal_point_stays_in_sight_and_is_part_of_the_address(cast, visit):
    out = io.BytesIO()
    tall = Image.new("RGB", (600, 1200), "blue")
    tall.paste("red", (0, 1100, 600, 1200))
    tall.save(out, "JPEG")
    here = cast.here("tuyen-truyen")
    photo = upload("a.jpg", out.getvalue())
    picture = actions.add_picture(here=here, caption="Cột cờ", alt="Cột cờ", upload=photo, at=NOW)
    form = {"caption": "Cột cờ", "alt": "Cột cờ", "focal_x": 50, "focal_y": 100}
    assert visit("tuyen-truyen").post(f"{ROOM}anh/{picture.pk}/", form).status_code == 302
    assert visit("tuyen-truyen").post(f"{ROOM}anh/{picture.pk}/", {**form, "focal_y": 101}).status_code == 422
    visit("tuyen-truyen").post(ROOM + "anh/cong-bo/", {"picture": [picture.pk]})
    picture = Picture.objects.get()
    key = picture.file.name.removeprefix("pictures/").removesuffix(".webp")
    card = Image.open(io.BytesIO(visit().get(f"/anh/{key}-50-100/the-480.jpg").content)).convert("RGB")
    assert card.size == (480, 320)
    red, _green, blue = card.getpixel((240, 310))
    assert red > blue, "the foot of the picture is what is seen"


def test_a_correction_is_told_to_readers_who_see_the_old_text_until_it_is_published(cast, article, visit):
    writer, reviewer = visit("tuyen-truyen"), visit("duyet-tin")
    saved(writer, article, ("paragraph", "Bốn đơn vị."))

    def review() -> None:
        article.refresh_from_db()
        writer.post(f"{ROOM}{article.pk}/gui-duyet/", {"version": article.version})
        reviewer.post(f"{ROOM}{article.pk}/dang/", {"version": article.version})

    review()
    article.refresh_from_db()
    public = f"/tin/{article.slug}/"
    assert writer.post(f"{ROOM}{article.pk}/dinh-chinh/", {"note": "Năm đơn vị, không phải bốn."}).status_code == 302
    article.refresh_from_db()
    assert article.state == State.DRAFT
    saved(writer, article, ("paragraph", "Năm đơn vị."))
    assert "Bốn đơn vị." in visit().get(public).content.decode()
    review()
    page = visit().get(public).content.decode()
    assert "Năm đơn vị." in page
    assert "Đã đính chính lúc 09:00, 01/03/2026:</strong> Năm đơn vị, không phải bốn." in page


def test_an_article_appears_at_the_moment_it_was_announced_for_and_may_be_called_off(cast, article, visit):
    writer, reviewer = visit("tuyen-truyen"), visit("duyet-tin")
    saved(writer, article, ("paragraph", "Sẽ đăng."))
    writer.post(f"{ROOM}{article.pk}/gui-duyet/", {"version": article.version})
    past = {"on_0": "2026-02-01", "on_1": "08:00", "version": article.version}
    assert "Giờ hẹn đăng đã qua" in reviewer.post(f"{ROOM}{article.pk}/hen-dang/", past).content.decode()
    later = {**past, "on_0": "2026-03-02"}
    assert reviewer.post(f"{ROOM}{article.pk}/hen-dang/", later).status_code == 302
    article.refresh_from_db()
    public = f"/tin/{article.slug}/"
    assert visit().get(public).status_code == 404
    assert "Hẹn đăng lúc 08:00, 02/03/2026" in writer.get(f"{ROOM}{article.pk}/").content.decode()
    with clock.at(moment(2026, 3, 2, 8)):
        assert visit().get(public).status_code == 200
    reviewer.post(f"{ROOM}{article.pk}/bo-hen/")
    article.refresh_from_db()
    assert article.state == State.IN_REVIEW
    with clock.at(moment(2026, 3, 3)):
        assert visit().get(public).status_code == 404


def test_an_exemplar_is_public_only_with_its_offices_leave(cast, visit):
    writer = visit("tuyen-truyen")
    told = {"title": "Một cửa", "holder": "Tổ tiếp nhận", "deed": "Không hẹn lại."}
    assert writer.post(ROOM + "dien-hinh/moi/", told).status_code == 302
    page = writer.get(ROOM + "dien-hinh/").content.decode()
    assert "Chưa ghi cơ quan cho phép nêu gương" in page
    one = Exemplar.objects.get()
    writer.post(f"{ROOM}dien-hinh/{one.pk}/cong-bo/")
    assert visit().get(f"/dien-hinh/{one.slug}/").status_code == 404
    allowed = {**told, "permission": "Công văn 07", "permitted_on": "2026-02-20"}
    assert writer.post(f"{ROOM}dien-hinh/{one.pk}/", allowed).status_code == 302
    writer.post(f"{ROOM}dien-hinh/{one.pk}/cong-bo/")
    assert "Không hẹn lại." in visit().get(f"/dien-hinh/{one.slug}/").content.decode()
    writer.post(f"{ROOM}dien-hinh/{one.pk}/cong-bo/", {"dong": "1"})
    assert visit().get(f"/dien-hinh/{one.slug}/").status_code == 410
