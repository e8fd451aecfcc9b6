"""The clerk's agenda: a sweep at the start, then one every minute. The only user of APScheduler.

APScheduler is a ticker here and nothing else: no deadline is ever one of its jobs. It reads the
machine's clock; when that steps back the ticker falls asleep, so a watchdog that counts its own
waits, not the clock, asks for a sweep that has been missing for too long.
"""

from collections.abc import Callable
from threading import Event, Lock

from apscheduler.schedulers.background import BackgroundScheduler

EVERY = 60
"""Seconds between two sweeps. Any value will do: silence speaks whether or not anybody looks."""

PATIENCE = 3
"""Missing sweeps after which the watchdog asks for one."""


class Agenda:
    """Calls ``sweep`` at the start and then regularly, until ``stop`` is set."""

    def __init__(
        self,
        sweep: Callable[[], object],
        *,
        every: float = EVERY,
        failed: Callable[[Exception], None],
    ) -> None:
        self.sweep = sweep
        self.every = every
        self.failed = failed
        self.one_at_a_time = Lock()
        self.missed = 0
        self.ticker = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def tick(self) -> None:
        """One sweep. Whatever fails is told and tried again at the next tick."""
        if not self.one_at_a_time.acquire(blocking=False):
            return  # the watchdog and the ticker met: the sweep under way is enough
        try:
            self.sweep()
            self.missed = 0
        except Exception as error:  # the register may be out of reach for a while
            self.failed(error)
        finally:
            self.one_at_a_time.release()

    def run(self, stop: Event) -> None:
        """Sweep at once, then go on until ``stop`` is set."""
        self.tick()
        self.ticker.add_job(self.tick, "interval", seconds=self.every)
        self.ticker.start()
        try:
            while not stop.wait(self.every):
                self.missed += 1
                if self.missed > PATIENCE:
                    self.tick()
        finally:
            self.ticker.shutdown(wait=True)
