"""Pages of the album: the year's pictures, one picture with who is in it, what of it is public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import whole
from thidua.kit.refusal import require
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news import actions, queries, register, rules
from thidua.news.forms import ChangePictureForm, DepictedForm, PictureForm
from thidua.news.models import Depicted, Picture
from thidua.news.photographs import SIZES
from thidua.news.pieces import Piece
from thidua.news.published import album_data
from thidua.news.served import picture_response
from thidua.news.terms import Shown
from thidua.news.views.places import to


@in_year()
def album(request: HttpRequest, here: Here) -> HttpResponse:
    """The year's pictures; add one; choose which of them everybody sees."""
    form = PictureForm(request.POST or None, request.FILES or None)

    def act() -> None:
        actions.add_picture(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm ảnh vào album.")):
        return redirect(*to(here, "album"))
    row = register.one(clock.now(), Shown.ALBUM, _key(here))
    public = Piece(row) if row and not row.ended else None
    names = {(one["file"], one["caption"]) for one in public.row.data["pictures"]} if public else set()
    pictures = list(queries.album(here.year))
    context = {
        "pictures": pictures, "why_not": rules.why_not_photograph(here), "public": public,
        "open": {one.pk for one in pictures if (_stem(one), one.caption) in names},
        "why_not_open": rules.why_not_open(here, Shown.ALBUM),
    }  # fmt: skip
    return page(request, "news/album.html", context, form)


def _key(here: Here) -> str:
    return f"{here.year.cluster.slug}-{here.year.year}"


def _stem(picture: Picture) -> str:
    return str(picture.file.name).removeprefix("pictures/").removesuffix(".webp") if picture.file else ""


@in_year()
@require_POST
def opening(request: HttpRequest, here: Here) -> HttpResponse:
    """POST: show the ticked pictures to everybody, and no others; none ticked takes the album off."""
    chosen = {whole(one) for one in request.POST.getlist("picture")}
    pictures = [one for one in queries.album(here.year) if one.pk in chosen]

    def act() -> None:
        require(rules.why_not_name_people(pictures))
        if pictures:
            actions.open_to_public(here=here, kind=Shown.ALBUM, key=_key(here), at=clock.now(),
                                   data=album_data(here.year, pictures))  # fmt: skip
        else:
            actions.close_to_public(here=here, kind=Shown.ALBUM, key=_key(here), at=clock.now(),
                                    note=_("Album không còn công khai."))  # fmt: skip

    done = _("Đã công bố %(n)s ảnh.") % {"n": len(pictures)} if pictures else _("Album không còn trên trang công khai.")
    return do(request, act, done, resolve_url(*to(here, "album")))


@in_year()
def picture(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One picture: its words, its file, the point that stays in sight."""
    found = get_object_or_404(Picture, pk=pk, year=here.year)
    given = {name: getattr(found, name) for name in ("caption", "alt", "focal_x", "focal_y")}
    posted = request.POST.copy() if request.method == "POST" else None
    if posted is not None:
        posted.setdefault("focal_x", str(found.focal_x))
        posted.setdefault("focal_y", str(found.focal_y))
    form = ChangePictureForm(posted, request.FILES or None, initial=given)

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("caption", "alt", "upload")}
        focal = (form.cleaned_data["focal_x"], form.cleaned_data["focal_y"])
        actions.change_picture(here=here, picture=found, at=clock.now(), focal=focal, **said)

    if attempt(request, form, act, _("Đã lưu ảnh.")):
        return redirect(*to(here, "album"))
    return _picture(request, here, found, form, DepictedForm(prefix="nguoi"))


def _picture(
    request: HttpRequest, here: Here, found: Picture, form: ChangePictureForm, person: DepictedForm
) -> HttpResponse:
    wrong = person if person.is_bound else form
    context = {"picture": found, "people": found.people.all(), "person_form": person, "change_form": form,
               "why_not": rules.why_not_photograph(here)}  # fmt: skip
    return page(request, "news/picture.html", context, wrong)


@in_year()
@require_POST
def naming(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: somebody in the picture, with the own office's consent or still without."""
    found = get_object_or_404(Picture, pk=pk, year=here.year)
    form = DepictedForm(request.POST, prefix="nguoi")

    def act() -> None:
        actions.name_person(here=here, picture=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi người trong ảnh.")):
        return redirect(*to(here, "picture", pk))
    given = {name: getattr(found, name) for name in ("caption", "alt", "focal_x", "focal_y")}
    return _picture(request, here, found, ChangePictureForm(initial=given), form)


@in_year()
@require_POST
def unnaming(request: HttpRequest, here: Here, pk: int, person: int) -> HttpResponse:
    """POST: the person is not to be named in the picture."""
    found = get_object_or_404(Depicted.objects.select_related("picture"), pk=person, picture=pk,
                              picture__year=here.year)  # fmt: skip
    return do(request, lambda: actions.unname_person(here=here, person=found, at=clock.now()),
              _("Đã bỏ người khỏi ảnh."), resolve_url(*to(here, "picture", pk)))  # fmt: skip


@in_year()
def picture_file(request: HttpRequest, here: Here, pk: int, size: int) -> HttpResponse:
    """The picture's bytes for those who work in the year."""
    found = get_object_or_404(Picture, pk=pk, year=here.year)
    if size not in SIZES or not found.file:
        raise Http404
    return picture_response(found, size)  # type: ignore[return-value]
