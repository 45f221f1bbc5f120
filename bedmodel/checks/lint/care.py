"""Lint rules about the care that moves: levers that do nothing or come too late, and beds that do not wait for them."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.checks.lint.subject import Found, Subject
from bedmodel.checks.lint.years import Course, between, course, late
from bedmodel.problems import Place
from bedmodel.scenario.placed import PlacedList
from bedmodel.scenario.quantity import Assumption, Quantity
from bedmodel.scenario.schema_care import Lever, Pool

_FACTORS = ("effect", "beds_released", "share", "delivery", "reach")


def levers_have_an_effect(subject: Subject) -> Iterator[Found]:
    """A lever with a factor of nothing moves nothing, whatever the others are."""
    for name, lever in subject.content.levers.items():
        for factor in _FACTORS:
            quantity = getattr(lever, factor)
            if _is_nothing(subject, quantity, phased=factor == "reach"):
                found = subject.behind(quantity)
                assert found is not None
                message = f"the lever moves nothing: its {factor.replace('_', ' ')} is 0"
                message += " in every year after the first" if found.values is not None else ""
                yield Found(quantity.place, f"levers.{name}.{factor}", message, "give it a size, or remove the lever")


def _is_nothing(subject: Subject, quantity: Quantity | None, *, phased: bool = False) -> bool:
    """Whether a number is nought in the central case and in every draw."""
    found = subject.behind(quantity)
    if found is None or (found.distribution is not None and not found.distribution.relative):
        return False
    if found.values is not None and phased:
        central = course(found, subject.content.span, phased=True)
        return central is not None and not any(central[1:])
    return bool(found.numbers) and not any(found.numbers)


def levers_come_in_time(subject: Subject) -> Iterator[Found]:
    """A lever that would reach its first patient after the scenario's last year."""
    span = subject.content.span
    for name, lever in subject.content.levers.items():
        reach = course(subject.behind(lever.reach), span, phased=True)
        if lever.delay is None or reach is None or not any(reach):
            continue
        soonest = _soonest(subject.behind(lever.delay))
        if soonest is not None and not any(late(reach, soonest)):
            yield Found(
                lever.delay.place,
                f"levers.{name}.delay",
                f"the lever comes {soonest:g} years late and then reaches nobody before {span.horizon} is over",
                "a later horizon would show what it does",
            )


def _soonest(delay: Assumption | None) -> float | None:
    """The shortest delay that can be; None where it is solved for."""
    if delay is None or not isinstance(delay.value, float):
        return None
    if delay.distribution is None:
        return delay.value
    low = max(delay.distribution.support()[0], 0.0)
    return low * delay.value if delay.distribution.relative else low


def beds_wait_for_the_alternative(subject: Subject) -> Iterator[Found]:
    """Beds that fall although no lever acts on them, or in a year in which none reaches anybody or has room yet."""
    span = subject.content.span
    for name, pool in subject.content.pools.items():
        levers = [lever for lever in subject.content.levers.values() if name in lever.acts_on]
        year = None if pool.gate is not None else _first_closure(subject, pool)
        if year is None:
            continue
        if not levers:
            yield from _no_alternative(subject, name, pool, year)
            continue
        opened = [_opens(subject, lever) for lever in levers]
        if all(at is None or at > year for at in opened):
            first = min((at for at in opened if at is not None), default=None)
            since = "in no year" if first is None else f"not before {span.names[first]}"
            yield Found(
                *_culprit(subject, name, pool, year),
                f"beds fall in {span.names[year]}, but what is to take their place is open {since}",
                "close them later, open it sooner, or add a `gate`",
            )


def _no_alternative(subject: Subject, name: str, pool: Pool, year: int) -> Iterator[Found]:
    """That no lever acts on a pool whose beds fall, not even one set aside; asked of the file that brought it about."""
    if any(name in lever.acts_on for lever in subject.whole.levers.values()):
        return
    place, path_ = _closure(subject, name, pool, year)
    removed = subject.own.get("remove")
    if not subject.is_own(place):
        if not isinstance(removed, PlacedList) or not any(str(one).split(".")[0] == "levers" for one in removed):
            return
        place = subject.own.key_places["remove"]
    message = f"beds fall in {subject.content.span.names[year]}, and nothing is to take their place"
    hint = "add what is, as a lever that acts on the pool; or accept it, with the reason why nothing is"
    yield Found(place, path_, message, hint)


def _first_closure(subject: Subject, pool: Pool) -> int | None:
    """The first year in which a pool has fewer beds than in the year before; None where that is not known."""
    central = _beds(subject, pool)
    if central is None:
        return None
    return next((year for year in range(1, len(central)) if central[year] < central[year - 1] - 1e-9), None)


def _beds(subject: Subject, pool: Pool) -> Course | None:
    """A pool's beds as planned, delay and all; None where one of the numbers is solved for."""
    span = subject.content.span
    planned = {0: subject.behind(pool.beds)}
    planned |= {span.index(year): subject.behind(quantity) for year, quantity in pool.beds_plan.items()}
    knots = {year: found.value for year, found in planned.items() if found is not None}
    if len(knots) < len(planned):
        return None
    numbers = {year: value for year, value in knots.items() if isinstance(value, float)}
    delay = subject.behind(pool.delay)
    if len(numbers) < len(knots) or (delay is not None and not isinstance(delay.value, float)):
        return None
    central = between(numbers, len(span), step=pool.phasing == "step")
    return late(central, delay.value) if delay is not None and isinstance(delay.value, float) else central


def _culprit(subject: Subject, name: str, pool: Pool, year: int) -> tuple[Place, str]:
    """Where what closes too soon was written, or what opens too late, if the file itself says only that."""
    closes = _closure(subject, name, pool, year)
    reaches = [
        (lever.reach.place, f"levers.{key}.reach")
        for key, lever in subject.content.levers.items()
        if name in lever.acts_on and lever.reach is not None
    ]
    return next((found for found in (closes, *reaches) if subject.is_own(found[0])), closes)


def _closure(subject: Subject, name: str, pool: Pool, year: int) -> tuple[Place, str]:
    """Where the plan is written by which beds fall in a year."""
    span = subject.content.span
    planned = sorted(pool.beds_plan, key=span.index)
    at = next((label for label in planned if span.index(label) >= year), planned[-1])
    return pool.beds_plan[at].place, f"pools.{name}.beds_plan.{at}"


def _opens(subject: Subject, lever: Lever) -> int | None:
    """The first year in which a lever reaches anybody and what it moves care to has room; None where there is none."""
    span = subject.content.span
    reach = course(subject.behind(lever.reach), span, phased=True)
    delay = subject.behind(lever.delay)
    if reach is None or (delay is not None and not isinstance(delay.value, float)):
        return 0
    if delay is not None and isinstance(delay.value, float):
        reach = late(reach, delay.value)
    rooms = [reach, *_rooms(subject, lever)]
    return next((year for year in range(len(span)) if all(room[year] > 0 for room in rooms)), None)


def _rooms(subject: Subject, lever: Lever) -> Iterator[Course]:
    """The places and the staff, by year, of the service that a lever moves care to, where they are limited."""
    to = lever.moves_to
    service = subject.content.services.get(to.service) if to is not None and to.service is not None else None
    for quantity in (service.places, service.staff) if service is not None else ():
        room = course(subject.behind(quantity), subject.content.span) if quantity is not None else None
        if room is not None:
            yield room


def care_has_a_destination(subject: Subject) -> Iterator[Found]:
    """Care that leaves a pool for nowhere that the plan names."""
    for name, lever in subject.content.levers.items():
        to = lever.moves_to
        if to is None:
            yield Found(
                subject.at(f"levers.{name}", key=True),
                f"levers.{name}",
                "care leaves the beds, and nothing says where to",
                "add `moves_to`; where no care takes its place, to a service with 0 days_per_day_avoided",
            )
        elif not to.stated_by_plan and not _is_nothing(subject, to.days_per_day_avoided):
            path_ = f"levers.{name}.moves_to.stated_by_plan"
            where = f"`{to.service or to.pool}`"
            message = f"care moves to {where}, which the plan does not say will exist"
            yield Found(subject.at(path_), path_, message, "cite where the plan states it, or accept that it does not")


def destinations_keep_their_beds(subject: Subject) -> Iterator[Found]:
    """Care that moves to a pool whose own beds become fewer."""
    for name, lever in subject.content.levers.items():
        pool = subject.content.pools.get(lever.moves_to.pool or "") if lever.moves_to is not None else None
        central = _beds(subject, pool) if pool is not None else None
        if pool is not None and central is not None and central[-1] < central[0]:
            path_ = f"levers.{name}.moves_to.pool"
            message = f"care moves to {pool.title}, whose beds fall from {central[0]:g} to {central[-1]:g}"
            yield Found(subject.at(path_), path_, message, "is there room for it?")
