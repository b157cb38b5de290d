"""What did a learner do in the tiny world? Records written in a line."""

from collections.abc import Mapping
from dataclasses import replace

from cases.reasoning.belief.evidence import Measured
from cases.reasoning.score.record import Act, Commitment, Record, Shown
from cases.simulation.treatment import Plan
from tests.cases.reasoning.tiny import SETTING, line

HOURS = 60
DUE_HOURS = {"vitamin": 24, "weight": 12, "lobes": 2, "cells": 1}
TURNAROUND_HOURS = {"assay": 24, "idle": 12, "film": 2}
FEES = {"assay": 20.0, "count": 10.0, "film": 15.0, "idle": 7.0}


class Story:
    """Acts told one after the other, each when the results of the one before are back."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.readings: list[Shown] = []
        self.now = 0
        self._act("start")

    def _act(self, kind: str, *keys: str, wait_hours: int = 25, **more: object) -> Act:
        act = Act(len(self.acts), kind, keys, self.now, **more)  # type: ignore[arg-type]
        self.acts.append(act)
        self.now += wait_hours * HOURS
        return act

    def order(self, *keys: str, wait_hours: int | None = None, **results: float | str) -> "Story":
        """Order tests, with what they will show: a number for an analyte, a word for a finding; wait for the last."""
        if wait_hours is None:
            wait_hours = max((TURNAROUND_HOURS.get(key, 1) for key in keys), default=0)
        act = self._act("order", *keys, wait_hours=wait_hours, fee=sum(FEES.get(key, 5.0) for key in keys))
        for item, result in results.items():
            due = act.at_minutes + DUE_HOURS.get(item, 1) * HOURS
            shown = Shown(item.replace("_", "-"), act.number, act.at_minutes, due)
            self.readings.append(
                replace(shown, level=result) if isinstance(result, str) else replace(shown, value=Measured(result))
            )
        return self

    def ask(self, key: str, **levels: str) -> "Story":
        """Ask a question, answered at once."""
        return self._found("ask", key, levels)

    def examine(self, key: str, **levels: str) -> "Story":
        """Examine, and see at once."""
        return self._found("examine", key, levels)

    def _found(self, kind: str, key: str, levels: Mapping[str, str]) -> "Story":
        act = self._act(kind, key, wait_hours=1)
        self.readings += [Shown(i, act.number, act.at_minutes, act.at_minutes, level=x) for i, x in levels.items()]
        return self

    def forecast(self, **chances: int) -> "Story":
        """Say how likely each diagnosis is, in percent."""
        self._act("forecast", wait_hours=0, forecast={key.replace("_", "-"): c for key, c in chances.items()})
        return self

    def sign(self, diagnosis: str, *treatments: str, cause: str = "", stops: tuple[str, ...] = ()) -> "Story":
        """Commit to a diagnosis and a plan."""
        plan = Plan(tuple(line(key) for key in treatments), stops)
        self._act("sign", commitment=Commitment(diagnosis, cause, "sure", plan))
        return self

    @property
    def record(self) -> Record:
        """The record of a woman of 64."""
        return Record(SETTING, 64, "female", tuple(self.acts), tuple(self.readings))


def story() -> Story:
    """Begin to tell."""
    return Story()
