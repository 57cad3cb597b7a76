"""What the worker does with one message: an edge of the program, as a view is, so it asks the clock."""

from django_tasks import task

from thidua.exchange.hooks import actions
from thidua.kit import clock


@task()
def deliver(pk: int) -> None:
    """Try it; the queue keeps when to try again."""
    actions.attempt(pk=pk, at=clock.now())
