"""The room as Django knows it."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "thidua.scoring"

    def ready(self) -> None:
        """The checker assigned to a unit may read its reports and evidence, though their room knows no checkers."""
        from thidua.reports import rules as reports  # noqa: PLC0415
        from thidua.scoring import rules  # noqa: PLC0415
        from thidua.scoring.queries import checker_for  # noqa: PLC0415

        reports.also_reads.append(lambda here, membership: rules.is_checker(here, checker_for(here, membership)))
