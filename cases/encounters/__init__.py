"""What may be done with a patient? Acts, which alone write: once for each key, or refused with a reason."""

from cases.encounters.asking import ask, examine
from cases.encounters.beginning import join, start
from cases.encounters.branching import branch, meet_twin
from cases.encounters.choosing import call
from cases.encounters.commitments import REFER, SURENESS
from cases.encounters.drafts import draft
from cases.encounters.microscopy import arrange, name, note, read, take_back
from cases.encounters.ordering import order, wait
from cases.encounters.refusals import Refused
from cases.encounters.thinking import SOMETHING_ELSE, answer, forecast, pin, summarize
from cases.encounters.treating import close, sign, treat, visit
from cases.reasoning.score.record import Commitment

__all__ = [
    "REFER",
    "SOMETHING_ELSE",
    "SURENESS",
    "Commitment",
    "Refused",
    "answer",
    "arrange",
    "ask",
    "branch",
    "call",
    "close",
    "draft",
    "examine",
    "forecast",
    "join",
    "meet_twin",
    "name",
    "note",
    "order",
    "pin",
    "read",
    "sign",
    "start",
    "summarize",
    "take_back",
    "treat",
    "visit",
    "wait",
]
