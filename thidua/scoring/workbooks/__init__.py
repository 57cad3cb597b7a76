"""Tệp bảng tính của phòng chấm điểm: the board, a unit's points and a score sheet as files officers keep and print.

words   what stands in a cell that has no number      frame   the official head and foot, the look of a sheet
sums    totals as formulas, checked before written    board, card   the tables out, as workbooks and as CSV

Files are Vietnamese whoever takes them, as papers are.
"""
