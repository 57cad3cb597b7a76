"""The reference record as a story's facts, straight from the data file."""

import tomllib
from importlib import resources
from typing import Any

from thidua.news.facts import (
    ConferenceFacts,
    Delegation,
    Handover,
    Kind,
    Member,
    Person,
    Photograph,
    Session,
    Side,
    Source,
    Speech,
    Statement,
)


def reference_record() -> dict[str, Any]:
    data = resources.files("thidua") / "samples" / "data" / "cum-1-bca-2024.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))


def _statements(rows: list[dict[str, Any]], kind: str) -> tuple[Statement, ...]:
    return tuple(Statement(f"{kind}.{row['key']}", row["text"]) for row in rows)


def _people(record: dict[str, Any], short: dict[str, str]) -> dict[str, Person]:
    sides = {row["person"]: Side(row["side"]) for row in record["conference"]["attendees"]}
    return {
        one["key"]: Person(one["key"], one["name"], one["rank"], one["office"], short[one["body"]], sides[one["key"]])
        for one in record["people"]
    }


def reference_facts() -> ConferenceFacts:
    record = reference_record()
    year, conference = record["year_2024"], record["conference"]
    units = {unit["code"]: unit for unit in record["units"]}
    short = {code: unit["short_name"] for code, unit in units.items()}
    people = _people(record, short)
    handover = record["handover"]
    return ConferenceFacts(
        kind=Kind(conference["kind"]),
        cluster=record["cluster"]["name"],
        organiser=short[record["cluster"]["organiser"]],
        members=tuple(Member(code, units[code]["name"], units[code]["place"]) for code in year["members"]),
        movement=year["movement"]["name"],
        launched_by=short[year["movement"]["launched_by"]],
        slogan=year["movement"]["slogan"],
        year=year["year"],
        date=conference["date"],
        session=Session(conference["session"]),
        place=conference["place"],
        attendees=tuple(people[row["person"]] for row in conference["attendees"]),
        groups=_statements(conference["groups"], "groups"),
        delegations=tuple(
            Delegation(f"delegations.{row['unit']}", short[row["unit"]], people[row["lead"]])
            for row in conference["delegations"]
        ),
        speeches=tuple(Speech(f"speeches.{row['speaker']}", people[row["speaker"]]) for row in conference["speeches"]),
        results=_statements(year["results"], "results"),
        discussion=_statements(conference["discussion"], "discussion"),
        recommendations=_statements(conference["recommendations"], "recommendations"),
        handover=Handover(
            head_from=short[handover["head_from"]],
            head_to=short[handover["head_to"]],
            deputy_to=short[handover["deputy_to"]],
            year=handover["year"],
        ),
        photographs=tuple(Photograph(f"photographs.{row['key']}", row["caption"]) for row in conference["photographs"]),
        source=Source(record["source"]["name"], record["source"]["url"], tuple(record["source"]["authors"])),
    )
