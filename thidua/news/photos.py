"""Ảnh đã công bố: a picture as a published row holds it, and the addresses of its sizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.news.models import Picture
from thidua.news.photographs import FORMATS, PROPORTION, SHAPES

PLACEHOLDERS = ("silk", "drum", "ranges")
PLACEHOLDER_SIZE = (1200, 800)


def written(picture: Picture) -> dict[str, object]:
    """What is published of a picture: its words, and the people whose offices agreed to their being named."""
    return {
        "file": str(picture.file.name).removeprefix("pictures/").removesuffix(".webp") if picture.file else "",
        "x": picture.focal_x, "y": picture.focal_y, "width": picture.width, "height": picture.height,
        "alt": picture.alt, "caption": picture.caption, "stand_in": PLACEHOLDERS[picture.pk % len(PLACEHOLDERS)],
        "people": [f"{one.name}, {one.office}" for one in picture.people.all() if one.consent],
    }  # fmt: skip


@dataclass(frozen=True)
class Photo:
    """A published picture, ready for a page."""

    data: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.data[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def name(self) -> str:
        """Under which its sizes lie; another file or another focal point is another name."""
        return f"{self.data['file']}-{self.data['x']}-{self.data['y']}" if self.data["file"] else ""

    @property
    def placeholder(self) -> str:
        return f"news/placeholder-{self.data['stand_in']}.svg"

    @property
    def whole(self) -> "Sizes":
        return Sizes(self, "anh")

    @property
    def card(self) -> "Sizes":
        return Sizes(self, "the")

    @property
    def share(self) -> str:
        return f"/anh/{self.name}/chia-se-1200.jpg" if self.name else ""


@dataclass(frozen=True)
class Sizes:
    """The sizes of one shape of a photo, as `srcset` wants them."""

    photo: Photo
    shape: str

    @property
    def widths(self) -> list[int]:
        """No wider than the picture itself; the narrowest in any case."""
        offered = SHAPES[self.shape]
        return [width for width in offered if width <= self.photo.data["width"]] or [offered[0]]

    @property
    def width(self) -> int:
        return self.widths[-1] if self.shape in PROPORTION else int(self.photo.data["width"])

    @property
    def height(self) -> int:
        if self.shape in PROPORTION:
            across, down = PROPORTION[self.shape]
            return self.width * down // across
        return int(self.photo.data["height"])

    @property
    def src(self) -> str:
        fitting = [width for width in self.widths if width <= 960]
        return self._address(fitting[-1] if fitting else self.widths[0], "jpg")

    @property
    def sources(self) -> list[tuple[str, str]]:
        """Media type and `srcset`, the lightest format first."""
        return [(FORMATS[extension], self._set(extension)) for extension in ("avif", "webp")]

    @property
    def srcset(self) -> str:
        return self._set("jpg")

    def _set(self, extension: str) -> str:
        return ", ".join(f"{self._address(width, extension)} {width}w" for width in self.widths)

    def _address(self, width: int, extension: str) -> str:
        return f"/anh/{self.photo.name}/{self.shape}-{width}.{extension}"
