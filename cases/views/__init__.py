"""Which page or act of a patient was asked for?"""

from cases.views.acts import (
    ask,
    close,
    examine,
    forecast,
    order,
    pin,
    sign,
    summarize,
    treat,
    visit,
    wait,
)
from cases.views.debrief import answer, debrief, scoring
from cases.views.front import accessibility, cases, join, landing, limits, sources, start
from cases.views.pages import (
    commit,
    differential,
    examination,
    film,
    follow_up,
    guidance,
    history,
    presentation,
    results,
    tests,
    treatment,
)
from cases.views.pictures import picture
from cases.views.replays import branch, meet_twin, replay
from cases.views.tools import clinic, priors

__all__ = [
    "accessibility",
    "answer",
    "ask",
    "branch",
    "cases",
    "clinic",
    "close",
    "commit",
    "debrief",
    "differential",
    "examination",
    "examine",
    "film",
    "follow_up",
    "forecast",
    "guidance",
    "history",
    "join",
    "landing",
    "limits",
    "meet_twin",
    "order",
    "picture",
    "pin",
    "presentation",
    "priors",
    "replay",
    "results",
    "scoring",
    "sign",
    "sources",
    "start",
    "summarize",
    "tests",
    "treat",
    "treatment",
    "visit",
    "wait",
]
