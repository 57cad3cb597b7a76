"""Pictures: what is kept of an upload, what is refused, who may see them."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from thidua.kit.refusal import Refused
from thidua.news import actions
from thidua.news.models import Article, Picture
from thidua.samples.cast import moment

ALBUM = "/cum/cum-mau/2026/tin-bai/anh/"
NOW = moment(2026, 11, 20, 9)
GPS = 0x8825


def photograph(width: int = 2400, height: int = 1600, *, orientation: int = 1) -> SimpleUploadedFile:
    """A photograph as a telephone takes it: with the place and the camera's name."""
    exif = Image.Exif()
    exif[0x0110] = "MAY-ANH-CUA-TOI"
    exif[0x0112] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (16.0, 4.0, 12.0), 3: "E", 4: (108.0, 12.0, 30.0)})
    out = io.BytesIO()
    Image.new("RGB", (width, height), (150, 30, 30)).save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_0001.jpg", out.getvalue(), "image/jpeg")


def stored(picture: Picture) -> tuple[bytes, bytes]:
    large = picture.file.name
    small = large.replace(".webp", "-800.webp")
    return default_storage.open(large).read(), default_storage.open(small).read()


@pytest.fixture
def picture(cast) -> Picture:
    return actions.add_picture(here=cast.here("tuyen-truyen"), caption="Quang cảnh", alt="Hội trường",
                               upload=photograph(), at=NOW)  # fmt: skip


def test_place_and_camera_are_gone_and_both_sizes_are_webp(picture):
    assert b"MAY-ANH-CUA-TOI" in photograph().read(), "the upload had it"
    for bytes_, width in zip(stored(picture), (1600, 800), strict=True):
        kept = Image.open(io.BytesIO(bytes_))
        assert (kept.format, kept.width) == ("WEBP", width)
        assert not kept.getexif()
        assert b"MAY-ANH-CUA-TOI" not in bytes_
    assert (picture.width, picture.height) == (1600, 1067)
    assert "IMG_0001" not in picture.file.name


def test_a_picture_held_upright_stays_upright(cast):
    picture = actions.add_picture(here=cast.here("tuyen-truyen"), caption="Đứng", alt="Ảnh đứng",
                                  upload=photograph(800, 400, orientation=6), at=NOW)  # fmt: skip
    assert (picture.width, picture.height) == (400, 800)


def test_each_caption_once(cast, visit, picture):
    refused = visit("tuyen-truyen").post(ALBUM, {"caption": "Quang cảnh", "alt": "Ảnh khác"})
    assert refused.status_code == 422
    assert "mỗi chú thích chỉ dùng một lần" in refused.content.decode()
    assert "Ảnh khác" in refused.content.decode(), "what was typed survives"
    assert Picture.objects.count() == 1


def test_a_picture_needs_words_for_those_who_cannot_see_it(visit):
    assert visit("tuyen-truyen").post(ALBUM, {"caption": "Chào cờ", "alt": ""}).status_code == 422
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("anh.jpg", b"%PDF-1.7 not a picture"), ("anh.jpg", b"\xff\xd8\xff\xe0" + b"0" * 400), ("anh.svg", b"<svg/>")],
)
def test_what_is_not_a_picture_is_refused_by_name(visit, name, content):
    upload = SimpleUploadedFile(name, content, "image/jpeg")
    refused = visit("tuyen-truyen").post(ALBUM, {"caption": "Chào cờ", "alt": "Lá cờ", "upload": upload})
    assert refused.status_code == 422
    assert f"“{name}”" in refused.content.decode()
    assert not Picture.objects.exists()


def test_a_picture_of_too_many_points_is_refused_before_it_is_opened(cast):
    out = io.BytesIO()
    Image.new("1", (12000, 6000)).save(out, "PNG")
    bomb = SimpleUploadedFile("to.png", out.getvalue())
    with pytest.raises(Refused, match="quá lớn"):
        actions.add_picture(here=cast.here("tuyen-truyen"), caption="To", alt="To", upload=bomb, at=NOW)


def test_others_do_not_add_pictures(cast, visit):
    refused = visit("can-bo-bien-dong").post(ALBUM, {"caption": "Chào cờ", "alt": "Lá cờ"})
    assert refused.status_code == 422
    assert not Picture.objects.exists()
    assert actions.add_picture(here=cast.here("thu-ky-hoi-nghi"), caption="Chào cờ", alt="Lá cờ", at=NOW).pk


def test_a_photograph_takes_the_placeholders_place_later(cast, visit):
    made = actions.add_picture(here=cast.here("thu-ky-hoi-nghi"), caption="Chào cờ", alt="Lá cờ", at=NOW)
    assert "placeholder" in visit("tuyen-truyen").get(ALBUM).content.decode()
    data = {"caption": "Lễ chào cờ", "alt": "Lá cờ", "upload": photograph()}
    assert visit("tuyen-truyen").post(f"{ALBUM}{made.pk}/", data).status_code == 302
    made.refresh_from_db()
    assert (made.caption, made.width) == ("Lễ chào cờ", 1600)
    assert "placeholder" not in visit("tuyen-truyen").get(ALBUM).content.decode()


def test_the_public_sees_a_picture_only_while_its_article_is_published(cast, visit, picture):
    key = picture.file.name.removeprefix("pictures/").removesuffix(".webp")
    address = f"/anh/{key}-50-50/anh-800.webp"
    writer = cast.here("tuyen-truyen")
    article = actions.start_article(here=writer, title="Có ảnh", at=NOW)
    rows = [{"kind": "paragraph", "text": "Một.", "picture": None, "traces": []},
            {"kind": "picture", "text": "", "picture": picture.pk, "traces": []}]  # fmt: skip
    actions.save(here=writer, article=article, version=1, title="Có ảnh", standfirst="", blocks=rows, byline="",
                 source="", at=NOW)  # fmt: skip
    assert visit().get(address).status_code == 404
    assert visit("can-bo-bien-dong").get(f"{ALBUM}{picture.pk}/800.webp").status_code == 200
    article = Article.objects.get()
    actions.send_to_review(here=writer, article=article, version=2, at=NOW)
    actions.publish(here=cast.here("duyet-tin"), article=article, version=2, at=NOW)
    kept = {name: visit().get(address.replace("webp", name)) for name in ("avif", "webp", "jpg")}
    sizes = {name: Image.open(io.BytesIO(answer.content)) for name, answer in kept.items()}
    assert {name: (one.format, one.width) for name, one in sizes.items()} == {
        "avif": ("AVIF", 800), "webp": ("WEBP", 800), "jpg": ("JPEG", 800),
    }  # fmt: skip
    page = visit().get("/tin/co-anh/").content.decode()
    assert f'<source type="image/avif" srcset="/anh/{key}-50-50/anh-480.avif 480w' in page
    assert 'width="1600" height="1067" alt="Hội trường"' in page
    for wrong in ("anh-999.webp", "anh-800.gif", "khac-800.webp"):
        assert visit().get(f"/anh/{key}-50-50/{wrong}").status_code == 404
    assert visit().get(f"/anh/{key}-10-50/the-480.webp").status_code == 404, "a focal point nobody published"
    actions.withdraw(here=cast.here("duyet-tin"), article=article, note="Sai ảnh.", at=NOW)
    assert visit().get(address).status_code == 404
