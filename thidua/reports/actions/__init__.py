"""The writers of the reports' room: periods, reports with their figures, evidence."""

from thidua.reports.actions.evidence import (
    Received,
    add_evidence,
    link_evidence,
    read_evidence,
    record_reading,
    withdraw_evidence,
)
from thidua.reports.actions.periods import open_period, open_periods
from thidua.reports.actions.writing import (
    Overtaken,
    carry_figures,
    confirm_figures,
    return_report,
    save_report,
    submit_report,
)

__all__ = [
    "Overtaken",
    "Received",
    "add_evidence",
    "carry_figures",
    "confirm_figures",
    "link_evidence",
    "open_period",
    "open_periods",
    "read_evidence",
    "record_reading",
    "return_report",
    "save_report",
    "submit_report",
    "withdraw_evidence",
]
