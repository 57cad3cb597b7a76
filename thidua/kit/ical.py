"""Calendars as RFC 5545 writes them: all-day entries with alarms, in the time of Việt Nam."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LINE = 75
"""Octets of a line without its end; longer ones are folded."""
ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD", "DTSTART:19750613T000000", "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
"""Also what makes a calendar without entries a valid one: it must hold something."""
ALARMS = ("-PT16H", "PT8H")
"""Eight in the morning of the day before, and of the day."""


@dataclass(frozen=True)
class Entry:
    """One whole day. `uid` stays the same as long as it is the same matter, whatever its day and words."""

    uid: str
    day: dt.date
    title: str
    text: str
    url: str


def calendar(name: str, entries: Iterable[Entry], at: dt.datetime) -> bytes:
    """The calendar as a file; `at` is the moment it was made."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Thi Dua//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh", "X-PUBLISHED-TTL:PT6H", *ZONE,
    ]  # fmt: skip
    for entry in entries:
        lines += _event(entry, at)
    return b"".join(folded(line) for line in [*lines, "END:VCALENDAR"])


@dataclass(frozen=True)
class Meeting:
    """One meeting with its hours. `sequence` counts how often day, hour or place changed since it was first told."""

    uid: str
    sequence: int
    starts: dt.datetime
    ends: dt.datetime
    title: str
    text: str
    place: str
    url: str
    organiser: str = ""


def meeting(one: Meeting, at: dt.datetime, attendee: str = "") -> bytes:
    """To publish (no attendee), or a request to the one who is invited: who takes it again gets it changed.

    The answer is given on our page, so none is asked for by mail.
    """
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Thi Dua//VI", "CALSCALE:GREGORIAN",
        f"METHOD:{'REQUEST' if attendee else 'PUBLISH'}", *ZONE, "BEGIN:VEVENT", f"UID:{escaped(one.uid)}",
        f"SEQUENCE:{one.sequence}", f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID=Asia/Ho_Chi_Minh:{one.starts:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Asia/Ho_Chi_Minh:{one.ends:%Y%m%dT%H%M%S}", f"SUMMARY:{escaped(one.title)}",
        f"DESCRIPTION:{escaped(one.text)}", f"LOCATION:{escaped(one.place)}", f"URL:{one.url}", "STATUS:CONFIRMED",
    ]  # fmt: skip
    if attendee:
        lines += [f"ORGANIZER:mailto:{one.organiser}",
                  f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{attendee}"]  # fmt: skip
    lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT16H", f"DESCRIPTION:{escaped(one.title)}", "END:VALARM",
              "END:VEVENT", "END:VCALENDAR"]  # fmt: skip
    return b"".join(folded(line) for line in lines)


def _event(entry: Entry, at: dt.datetime) -> Iterator[str]:
    stamp = at.astimezone(dt.UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield f"DESCRIPTION:{escaped(entry.text)}"
    yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    for trigger in ALARMS:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{escaped(entry.title)}",
                    "END:VALARM")  # fmt: skip
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""Text as a value of a calendar.

    >>> escaped("Báo cáo; quý I, II\nhạn")
    'Báo cáo\\; quý I\\, II\\nhạn'
    """
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no letter cut in two, each further piece after a space."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
