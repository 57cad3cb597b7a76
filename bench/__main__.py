"""`python -m bench [NAME …]`: measure, and hold each figure against its bar.

A benchmark is a module here with `main() -> list[Figure]`; a figure is (name, value, unit, bar, whether it is met).
Printed one a line; the exit code is 1 when a bar is missed.
"""

import sys
from importlib import import_module
from pathlib import Path

Figure = tuple[str, str, str, str, bool]


def names() -> list[str]:
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))


def main(wanted: list[str]) -> int:
    if unknown := set(wanted) - set(names()):
        print(f"không có phép đo: {', '.join(sorted(unknown))}; có: {', '.join(names())}")
        return 2
    short = 0
    for name in wanted or names():
        print(f"{name}:", flush=True)
        figures: list[Figure] = import_module(f"bench.{name}").main()
        width = max((len(figure[0]) for figure in figures), default=0)
        for what, value, unit, bar, met in figures:
            print(f"  {what.ljust(width)}  {value} {unit}  {bar}  {'ok' if met else 'short'}", flush=True)
            short += not met
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
