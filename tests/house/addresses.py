"""Every address of the site, with what to fill it with."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from thidua.members.terms import Office
from thidua.samples.cast import Cast


@dataclass(frozen=True)
class Address:
    """One pattern of the site: its path as written, its name, who its view opens to."""

    path: str
    name: str
    pattern: URLPattern

    @property
    def opens_to(self) -> str:
        return getattr(self.pattern.callback, "opens_to", "")

    @property
    def offices(self) -> tuple[Office, ...]:
        return getattr(self.pattern.callback, "offices", ())

    @property
    def in_year(self) -> bool:
        return "<slug:cluster>" in self.path

    def filled(self, cast: Cast, number: str = "1") -> str:
        """The address with the sample cluster's year and, for everything else, the first of its kind, or `number`."""
        known = {"cluster": cast.year.cluster.slug, "year": str(cast.year.year)}
        parts, rest = [], self.path
        while "<" in rest:
            before, rest = rest.split("<", 1)
            inside, rest = rest.split(">", 1)
            kind, _colon, name = inside.rpartition(":")
            parts += [before, known.get(name) or stand_in(kind, name, number)]
        return "/" + "".join(parts) + rest


def stand_in(kind: str, name: str, number: str) -> str:
    if kind == "int":
        return number
    if kind == "uuid":
        return str(uuid.UUID(int=1))
    return {"unit": "song-hong", "code": "I.1", "hand": "self"}.get(name, "x")


def walk(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[Address]:
    """All addresses under a resolver, named with the namespace of their room."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry, path, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield Address(path, f"{space}{entry.name}", entry)


ADDRESSES = list(walk(get_resolver()))
