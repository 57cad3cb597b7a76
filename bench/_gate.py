"""Lines between machines that can be cut, on one machine: `python -m bench._gate NAME=FROM:TO …`, ports of 127.0.0.1.

Each gate passes on what comes to one port to another. On standard input, a line of names is the set of gates shut from
now on: what is sent through them stays unsent, who connects waits, and nobody is told; as when a cable is pulled. When
a gate opens again, what waited goes on.
"""

import asyncio
import sys
from contextlib import suppress

Gates = dict[str, asyncio.Event]


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: asyncio.Event) -> None:
    """One direction, until one side hangs up."""
    with suppress(OSError):
        while data := await reader.read(65536):
            await gate.wait()
            writer.write(data)
            await writer.drain()
        await gate.wait()
    writer.close()


async def serve(start: int, end: int, gate: asyncio.Event) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gate.wait()
        try:
            there, back = await asyncio.open_connection("127.0.0.1", end)
        except OSError:
            writer.close()
            return
        await asyncio.gather(pump(reader, back, gate), pump(there, writer, gate))

    await asyncio.start_server(answer, "127.0.0.1", start)


async def main(wanted: list[str]) -> None:
    gates: Gates = {}
    for one in wanted:
        name, _, ports = one.partition("=")
        gates[name] = asyncio.Event()
        gates[name].set()
        await serve(*map(int, ports.split(":")), gates[name])
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        shut = set(line.split())
        for name, gate in gates.items():
            (gate.clear if name in shut else gate.set)()
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
