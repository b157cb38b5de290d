"""What can be done? Treatments with route, dose and schedule, and the lines of management they belong to."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from cases.catalog.entry import Amount, Entry, Key, Part, Share, Text


class Effect(Part, frozen=True, kw_only=True):
    """What one base unit of a dose does to a channel of the model.

    `impulse` acts on the day it is given, `rate` on each day of the course (daily dose), `switch` sets the channel
    to `per_unit` whatever the dose, on each day covered, and `share` leaves that share of what the disease does to
    the channel. A dose acts after `after_days` and lasts `lasts_days`. What is `specific` acts in those patients only
    whose disease answers the treatment (`Condition.answers`).
    """

    channel: str
    kind: Literal["impulse", "rate", "switch", "share"]
    per_unit: float
    after_days: Annotated[int, Meta(ge=0)] = 0
    lasts_days: Annotated[int, Meta(ge=1)] = 1
    specific: bool = False


class RouteOfTreatment(Part, frozen=True, kw_only=True):
    """A way to give a treatment. `units` maps each unit offered to its size in the base unit."""

    route: Key
    units: dict[str, float]
    usual_dose: tuple[float, float]
    effects: tuple[Effect, ...] = ()
    frequencies: tuple[Key, ...]


class Contraindication(Part, frozen=True, kw_only=True):
    """A reason not to give a treatment; `finding` names the finding (present) or drug that makes it so, if one does."""

    text: Text
    finding: str | None = None


class Treatment(Entry, frozen=True, kw_only=True):
    """A treatment with its routes; `management` is the line of management it belongs to."""

    management: Key
    category: Text
    routes: tuple[RouteOfTreatment, ...]
    fee_per_dose: Amount
    contraindications: tuple[Contraindication, ...] = ()
    note: str = ""
    aliases: tuple[str, ...] = ()


class Management(Entry, frozen=True, kw_only=True):
    """A line of management: what it costs and what harm it does where it is not needed (US dollars).

    Where it is what a patient needs, the share `harm_where_needed` of that harm is left. No protocol would begin it
    before one of `confirmed_by` (investigations) has been done; who does adds the loss `unconfirmed`.
    """

    cost: Amount
    harm: Amount
    harm_where_needed: Share = 0.3  # assumed
    cytotoxic: bool = False
    confirmed_by: tuple[Key, ...] = ()
    unconfirmed: Amount = 0.0


class Prescription(Part, frozen=True, kw_only=True):
    """One line of a treatment plan: dose in `unit`, `frequency` for `days`, then `maintenance` (a frequency) if any."""

    treatment: Key
    route: Key
    dose: Annotated[float, Meta(gt=0)]
    unit: str
    frequency: Key
    days: Annotated[int, Meta(ge=1, le=3650)] = 1
    maintenance: Key | None = None
    maintenance_days: Annotated[int, Meta(ge=0, le=3650)] = 0
