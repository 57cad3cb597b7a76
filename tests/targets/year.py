"""A unit's registration, by the hands that make it."""

from thidua.samples.cast import moment
from thidua.targets import actions

ADDRESS = "/cum/cum-mau/2026/dang-ky/"
AT = moment(2026, 2, 10)


def register(cast, *, unit="bien-dong", username="", submit=True, titles=("co-bo-tinh",), commitment="Dẫn đầu cụm",
             proposed=None):  # fmt: skip
    """The unit's officer prepares; with `submit`, its leader sends."""
    member = cast.member(unit)
    made = actions.save_registration(
        here=cast.here(username or f"can-bo-{unit}"), membership=member, titles_sought=titles, commitment=commitment,
        proposed={"I.1.a": "1200"} if proposed is None else proposed, at=AT,
    )  # fmt: skip
    if submit:
        actions.submit(here=cast.here(f"lanh-dao-{unit}"), membership=member, at=AT)
    return made
