"""Courses of a reference patient, and how to ask them when something happened: those of the validation."""

from cases.simulation.validation.experiments import (
    LOADING_DAYS,
    REFERENCE,
    Given,
    Run,
    State,
    always,
    follow,
    hydroxocobalamin,
    losing_intrinsic_factor,
    pernicious_anemia,
    treated,
)

__all__ = [
    "LOADING_DAYS",
    "REFERENCE",
    "Given",
    "Run",
    "State",
    "always",
    "follow",
    "hydroxocobalamin",
    "losing_intrinsic_factor",
    "pernicious_anemia",
    "treated",
]
