"""Care that uses no beds (outpatients, day cases): contacts, clinic hours and money that move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bedmodel.model.axes import YEAR, Array
from bedmodel.model.bed_money import MILLION


@dataclass(frozen=True)
class ActivityInputs:
    """Kinds of activity on the last axis. Shapes (draw, 1, activity) unless said otherwise."""

    volume: Array
    """Contacts in the baseline year."""
    growth: Array
    """A year."""
    by_people: Array
    """1 where contacts also follow the number of people, else 0 (activity,)."""
    shift: Array
    """Share planned to move out of hospital (draw, year, activity)."""
    delivery: Array
    hours_here: Array
    hours_there: Array
    contacts_there: Array
    """Contacts elsewhere for each one that moves."""
    cost_here: Array
    """£ for a contact."""
    released: Array
    """Share of it that goes with the contact."""
    cost_there: Array
    price_here: Array
    """Index (draw, year, activity)."""
    price_there: Array


@dataclass(frozen=True)
class ActivityProjection:
    """Activity. Shapes (draw, year, activity); contacts and hours a year, £m of the year."""

    volume: Array
    shifted: Array
    in_hospital: Array
    hours_freed: Array
    hours_needed: Array
    cost_released: Array
    cost_added: Array


def project_activity(inputs: ActivityInputs, people: Array) -> ActivityProjection:
    """Contacts that leave hospital, and the hours and money that go and come with them. People: (draw, year).

    What leaves is what was planned × delivery, at most all there is. Clinics elsewhere are staffed and paid as planned,
    as care elsewhere is for beds; the hospital saves only the share of cost that goes with a contact that really left.
    """
    volume = contacts(inputs.volume, inputs.growth, inputs.by_people, people)
    planned = volume * inputs.shift
    shifted = np.minimum(planned * inputs.delivery, volume)
    elsewhere = np.maximum(planned, 0.0) * inputs.contacts_there
    return ActivityProjection(
        volume=volume,
        shifted=shifted,
        in_hospital=volume - shifted,
        hours_freed=shifted * inputs.hours_here,
        hours_needed=elsewhere * inputs.hours_there,
        cost_released=shifted * inputs.cost_here * inputs.released * inputs.price_here / MILLION,
        cost_added=elsewhere * inputs.cost_there * inputs.price_there / MILLION,
    )


def contacts(volume: Array, growth: Array, by_people: Array, people: Array) -> Array:
    """Contacts that patients need if nothing moves (contacts a year; flow).

    Baseline volume × growth, compounding, × the number of people against the baseline year where it follows them.
    Shapes: volume, growth (draw, 1, activity), by_people (activity,), people (draw, year); out (draw, year, activity).

    >>> one = np.ones((1, 1, 1))
    >>> contacts(one * 100, one * 0.1, np.array([1.0]), np.array([[1000.0, 2000.0]]))[0, :, 0]
    array([100., 220.])
    """
    elapsed = np.arange(people.shape[YEAR], dtype=np.float64)[None, :, None]
    index = (people / people[:, :1])[..., None]
    return np.asanyarray(volume * (1.0 + growth) ** elapsed * (1.0 + by_people * (index - 1.0)))


def contacts_money(activity: ActivityProjection | None, years: int) -> tuple[Array, Array]:
    """What contacts release in hospital and cost elsewhere (£m of the year; flows); of no kind where there are none.

    Shapes: (draw, year, activity).

    >>> [part.shape for part in contacts_money(None, 5)]
    [(1, 5, 0), (1, 5, 0)]
    """
    if activity is None:
        return np.zeros((1, years, 0)), np.zeros((1, years, 0))
    return activity.cost_released, activity.cost_added
