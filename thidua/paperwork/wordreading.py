"""Đọc tệp Word trên màn hình: the paragraphs and tables of a .docx as plain values, to look a template over."""

import io
from dataclasses import dataclass

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

WAYS = {0: "left", 1: "centre", 2: "right"}


@dataclass(frozen=True)
class Block:
    """A paragraph (`rows` empty), or a table as rows of cells of paragraphs."""

    text: str = ""
    way: str = ""
    bold: bool = False
    rows: tuple[tuple[tuple["Block", ...], ...], ...] = ()


def read(data: bytes) -> list[Block]:
    """What stands in the file, top to bottom."""
    found = [_table(one) if isinstance(one, Table) else _paragraph(one)
             for one in docx.Document(io.BytesIO(data)).iter_inner_content()]  # fmt: skip
    return [block for block in found if block.text.strip() or block.rows]


def _paragraph(one: Paragraph) -> Block:
    bold = any(run.bold for run in one.runs if run.text.strip())
    return Block(one.text, WAYS.get(one.alignment if one.alignment is not None else -1, ""), bold)


def _table(one: Table) -> Block:
    return Block(
        rows=tuple(
            tuple(tuple(_paragraph(said) for said in cell.paragraphs if said.text.strip()) for cell in row.cells)
            for row in one.rows
        )
    )
