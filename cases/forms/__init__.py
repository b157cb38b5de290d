"""What did the learner ask for? Forms read a request into the words of an act, and keep what was typed."""

from cases.forms.acts import (
    AskForm,
    ExamineForm,
    ForecastForm,
    JoinForm,
    OrderForm,
    PinForm,
    StartForm,
    SummaryForm,
    VisitForm,
    WaitForm,
)
from cases.forms.plans import CommitmentForm, PlanForm

__all__ = [
    "AskForm",
    "CommitmentForm",
    "ExamineForm",
    "ForecastForm",
    "JoinForm",
    "OrderForm",
    "PinForm",
    "PlanForm",
    "StartForm",
    "SummaryForm",
    "VisitForm",
    "WaitForm",
]
