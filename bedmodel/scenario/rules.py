"""What must hold between the parts of a scenario: one rule, one function.

Each takes the whole scenario file and reports what does not fit. Shapes and single values are checked where they are
read (schema.py, quantity.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bedmodel.metrics import ALL, METRICS
from bedmodel.problems import did_you_mean
from bedmodel.scenario.bands import gaps, spread
from bedmodel.scenario.context import Context
from bedmodel.scenario.quantity import BROKEN, CALIBRATED, Assumption, Labels, Name, Quantity
from bedmodel.scenario.schema import Calibration, ScenarioFile, slots

Rule = Callable[[ScenarioFile, Context], None]
SHARE_TOLERANCE = 1e-6


def check(content: ScenarioFile, context: Context) -> None:
    """Run every rule."""
    if context.span is None:
        context.report(content.place, "S006", "the horizon must not lie before the baseline", path="scenario")
        return
    if names_end_somewhere(content, context):
        for rule in RULES:
            rule(content, context)


def _resolved(content: ScenarioFile, quantity: Quantity | None) -> Assumption | None:
    while isinstance(quantity, Name):
        if quantity is BROKEN:
            return None
        quantity = content.assumptions.get(quantity.text)
    return quantity


def names_end_somewhere(content: ScenarioFile, context: Context) -> bool:
    """Names of names must lead to a number, not back to themselves."""
    sound = True
    for start, quantity in content.assumptions.items():
        trail, here = [start], quantity
        while isinstance(here, Name) and here is not BROKEN:
            if here.text in trail:
                circle = " → ".join([*trail, here.text])
                context.report(quantity, "N002", f"names in a circle: {circle}")
                sound = False
                break
            trail.append(here.text)
            here = content.assumptions.get(here.text, BROKEN)
    return sound


def named_numbers_fit_their_place(content: ScenarioFile, context: Context) -> None:
    """A named assumption must have the unit, and the kind of values, that the place wants."""
    for quantity in slots([getattr(content, name) for name in type(content).model_fields]):
        named = _resolved(content, quantity)
        if not isinstance(quantity, Name) or named is None or quantity.unit is None:
            continue
        if named.unit is not None and named.unit != quantity.unit:
            message = f"`{quantity.text}` is in {named.unit}, but {quantity.unit} is wanted here"
            context.report(quantity, "U002", message, f"it is defined at {named.place}")
        fault = _labels_fault(named, quantity.by, quantity.single)
        if fault:
            context.report(quantity, "S008", f"`{quantity.text}` {fault}", f"it is defined at {named.place}")


def _labels_fault(named: Assumption, by: Labels, single: bool) -> str:
    if named.values is None:
        return "" if single else f"needs `values` by {by}"
    return "has `values`, but one `value` is wanted here" if by == "none" else ""


def calibrated_values_are_solved(content: ScenarioFile, context: Context) -> None:
    """`value: calibrated` needs a calibration that solves it, here or in a parent."""
    here = {c.by for c in content.calibrate}
    for quantity in [*slots(list(_parts(content))), *content.assumptions.values()]:
        if not isinstance(quantity, Assumption) or quantity.value != CALIBRATED:
            continue
        if quantity.path not in context.inherited and not here.intersection(_addresses(quantity)):
            hint = f"add a calibration with `by: {quantity.path}`, or give a value"
            context.report(quantity, "P004", "is said to be calibrated, but nothing solves it", hint)


def _parts(content: ScenarioFile) -> Iterable[Any]:
    return (content.population, *content.pools.values(), *content.levers.values(), content.finance)


def _addresses(assumption: Assumption) -> set[str]:
    return {assumption.path, assumption.path.removeprefix("assumptions.")}


def population_is_complete(content: ScenarioFile, context: Context) -> None:
    """A population needs either a count, or a table; its bands must cover every age once."""
    population = content.population
    if (population.people is None) == (population.table is None):
        context.report(population.place, "S008", "needs one of `people` and `table`", path="population")
        return
    table: list[Quantity] = list((population.table or {}).values())
    counts = [population.people] if population.people is not None else table
    bands: set[str] | None = None
    for counted in counts:
        count = _resolved(content, counted)
        if count is None or count.values is None:
            return
        if _report_bands(count, context):
            return
        if bands is not None and set(count.values) != bands:
            context.report(count, "B001", "every year of the table needs the same bands")
        bands = set(count.values)
    for quantity in _by_band(content):
        found = _resolved(content, quantity)
        if found is not None and found.values is not None and not _report_bands(found, context):
            try:
                spread(found.values, bands or ())
            except ValueError as error:
                context.report(found, "B001", str(error), "split the population into bands no wider than these")


def _by_band(content: ScenarioFile) -> Iterable[Quantity | None]:
    yield content.population.growth
    for pool in content.pools.values():
        yield pool.demand.use
        for stream in (pool.demand.activity or {}).values():
            yield stream.admissions
            yield stream.length_of_stay


def _report_bands(found: Assumption, context: Context) -> bool:
    try:
        faults = gaps(found.values or ())
    except ValueError:
        return True
    for fault in faults:
        context.report(found, "B001", fault)
    return bool(faults)


def admissions_match_the_population(content: ScenarioFile, context: Context) -> None:
    """Counts of admissions cannot be spread over narrower bands, so theirs must be the population's own."""
    first = content.population.people or next(iter((content.population.table or {}).values()), None)
    people = _resolved(content, first)
    for pool in content.pools.values():
        for stream in (pool.demand.activity or {}).values():
            found = _resolved(content, stream.admissions)
            if found and found.values and people and people.values and set(found.values) != set(people.values):
                context.report(found, "B001", f"needs the population's own bands: {', '.join(people.values)}")


def demand_says_what_it_follows(content: ScenarioFile, context: Context) -> None:
    """A pool's need follows either relative use by age, or admissions and nights."""
    for name, pool in content.pools.items():
        if (pool.demand.use is None) == (pool.demand.activity is None):
            hint = "for need that follows the number of people alone: use: {values: {0+: 1}, unit: index, source: …}"
            path = f"pools.{name}.demand"
            context.report(pool.demand.place, "S008", "needs one of `use` and `activity`", hint, path=path)


def plans_lie_after_the_baseline(content: ScenarioFile, context: Context) -> None:
    """The baseline's beds are `beds`; a plan is for later years."""
    for name, pool in content.pools.items():
        for year, quantity in pool.beds_plan.items():
            if year == content.scenario.baseline:
                path = f"pools.{name}.beds_plan.{year}"
                context.report(quantity, "S006", f"{year} is the baseline; its beds are `beds`", path=path)


def levers_name_pools(content: ScenarioFile, context: Context) -> None:
    """A lever acts on pools that exist, by an effect or an absolute size, and moves care to one place."""
    for name, lever in content.levers.items():
        path = f"levers.{name}"
        for pool in lever.acts_on:
            _pool_exists(content, context, pool, lever.place, f"{path}.acts_on")
        if (lever.effect is None) == (lever.beds_released is None):
            context.report(lever.place, "S008", "needs one of `effect` and `beds_released`", path=path)
        if lever.beds_released is not None and (lever.share is not None or len(lever.acts_on) != 1):
            message = "`beds_released` acts on one pool and takes no `share`"
            context.report(lever.place, "S008", message, path=path)
        to = lever.moves_to
        if to is None:
            continue
        if (to.pool is None) == (to.service is None):
            context.report(lever.place, "S008", "needs one of `pool` and `service`", path=f"{path}.moves_to")
        elif to.pool is not None:
            _pool_exists(content, context, to.pool, lever.place, f"{path}.moves_to.pool")
            if to.unit_cost is not None:
                message = "care that moves to a pool is costed there; leave out `unit_cost`"
                context.report(lever.place, "S008", message, path=f"{path}.moves_to")


def _pool_exists(content: ScenarioFile, context: Context, pool: str, place: Any, path: str) -> None:
    if pool not in content.pools:
        context.report(place, "N001", f"no pool is called `{pool}`", did_you_mean(pool, content.pools), path=path)


def money_adds_up(content: ScenarioFile, context: Context) -> None:
    """Shares of spending sum to one; drivers, lines and pools that money names exist."""
    finance = content.finance
    if finance is None:
        return
    open_lines = [name for name, line in finance.costs.items() if line.share is None]
    shares = [_resolved(content, line.share) for line in finance.costs.values() if line.share is not None]
    total = sum(share.numbers[0] for share in shares if share is not None and share.numbers)
    known = all(share is not None and share.numbers for share in shares)
    if len(open_lines) > 1:
        context.report(
            finance.place,
            "F001",
            f"only one line may leave out `share`, not {', '.join(open_lines)}",
            path="finance.costs",
        )
    elif known and (total > 1 + SHARE_TOLERANCE or (not open_lines and total < 1 - SHARE_TOLERANCE)):
        context.report(finance.place, "F001", f"the shares of spending sum to {total:g}, not 1", path="finance.costs")
    for name, line in finance.costs.items():
        if line.volume is None:
            continue
        path = f"finance.costs.{name}.volume"
        if (line.volume.pool is None) != line.volume.population:
            context.report(finance.place, "S008", "needs one of `pool` and `population: true`", path=path)
        if line.volume.pool is not None:
            _pool_exists(content, context, line.volume.pool, finance.place, f"{path}.pool")
    for name in finance.bed_costs:
        _pool_exists(content, context, name, finance.place, f"finance.bed_costs.{name}")


def bed_cost_shares_fit(content: ScenarioFile, context: Context) -> None:
    """Variable and semi-fixed shares leave something of 0 or more that is fixed."""
    for name, cost in (content.finance.bed_costs if content.finance else {}).items():
        parts = [_resolved(content, quantity) for quantity in (cost.variable_share, cost.semi_fixed_share)]
        total = sum(part.numbers[0] for part in parts if part is not None and part.numbers)
        if total > 1 + SHARE_TOLERANCE and content.finance is not None:
            message = f"the variable and semi-fixed shares sum to {total:g}, more than 1"
            context.report(content.finance.place, "F001", message, path=f"finance.bed_costs.{name}")


def measures_are_one_kind(content: ScenarioFile, context: Context) -> None:
    """A measure is a named saving, or an efficiency on lines that exist."""
    finance = content.finance
    for name, measure in (finance.measures if finance else {}).items():
        path = f"finance.measures.{name}"
        if (measure.saving is None) == (measure.efficiency is None):
            context.report(measure.place, "S008", "needs one of `saving` and `efficiency`", path=path)
        for line in measure.on:
            if finance is not None and line not in finance.costs:
                hint = did_you_mean(line, finance.costs)
                context.report(measure.place, "N001", f"no cost line is called `{line}`", hint, path=f"{path}.on")


def capital_is_spent_once(content: ScenarioFile, context: Context) -> None:
    """The yearly shares of an asset's spending sum to one."""
    for name, asset in (content.finance.capital if content.finance else {}).items():
        spend = _resolved(content, asset.spend)
        if spend is not None and spend.values is not None and abs(sum(spend.numbers) - 1) > SHARE_TOLERANCE:
            message = f"the shares spent sum to {sum(spend.numbers):g}, not 1"
            context.report(spend, "F001", message, path=f"finance.capital.{name}.spend")


def price_years_are_known(content: ScenarioFile, context: Context) -> None:
    """A unit cost in the prices of a year needs that year inside the scenario, where inflation is known."""
    for slot in slots(list(_parts(content))):
        quantity = _resolved(content, slot)
        if quantity is None or quantity.prices is None:
            continue
        if context.span is not None:
            try:
                known = quantity.prices in context.span
            except ValueError:
                known = False
            if not known:
                hint = f"bring it to a year from {context.span.baseline} to {context.span.horizon} and say how"
                context.report(quantity, "S006", f"prices of {quantity.prices} cannot be moved to other years", hint)


def calibrations_can_be_solved(content: ScenarioFile, context: Context) -> None:
    """A calibration names a figure the model gives and an assumption it can move."""
    for number, calibration in enumerate(content.calibrate):
        path = f"calibrate[{number}]"
        _check_target(content, context, calibration, path)
        solved = _named(content, calibration.by)
        if solved is None:
            found = [_resolved(content, slot) for slot in slots(list(_parts(content)))]
            hint = did_you_mean(calibration.by, [a.path for a in found if a is not None])
            context.report(calibration.place, "C001", f"no assumption is called `{calibration.by}`", hint, path=path)
        elif solved.value != CALIBRATED:
            message = f"`{calibration.by}` has a value of its own at {solved.place}"
            context.report(calibration.place, "C001", message, "write `value: calibrated` there", path=path)
        elif solved.limits is None and calibration.within is None:
            hint = "add `within: [low, high]`, or limits to the assumption"
            context.report(calibration.place, "C001", "where should the solution be looked for?", hint, path=path)
        if "{value}" not in calibration.in_words:
            message = "`in_words` must show the solved {value}"
            context.report(calibration.place, "S003", message, path=f"{path}.in_words")
        for name in calibration.compare_with:
            if name not in content.assumptions:
                hint = did_you_mean(name, content.assumptions)
                message = f"no assumption is called `{name}`"
                context.report(calibration.place, "N001", message, hint, path=f"{path}.compare_with")


def _check_target(content: ScenarioFile, context: Context, calibration: Calibration, path: str) -> None:
    metric = METRICS.get(calibration.metric)
    if metric is None:
        hint = did_you_mean(calibration.metric, METRICS)
        message = f"the model has no figure `{calibration.metric}`"
        context.report(calibration.place, "C003", message, hint, path=path)
        return
    target = _resolved(content, calibration.equals)
    if target is not None and target.unit not in (metric.unit, None):
        message = f"is in {target.unit}, but {calibration.metric} is in {metric.unit}"
        context.report(target, "U002", message)
    if metric.unit == "GBPm" and calibration.basis is None:
        hint = "in-year and cumulative readings of the same £ differ by a factor of three to five"
        message = "say whether the figure is `basis: in-year` or `basis: cumulative`"
        context.report(calibration.place, "S008", message, hint, path=path)
    pool = calibration.where.pool
    if pool is not None and metric.axis != "pool":
        context.report(calibration.place, "C003", f"{metric.name} is not given by pool", path=f"{path}.where")
    elif pool is not None and pool != ALL:
        _pool_exists(content, context, pool, calibration.place, f"{path}.where.pool")


def _named(content: ScenarioFile, text: str) -> Assumption | None:
    named = _resolved(content, content.assumptions.get(text.removeprefix("assumptions.")))
    if named is not None:
        return named
    found = (_resolved(content, quantity) for quantity in slots(list(_parts(content))))
    return next((a for a in found if a is not None and a.path == text), None)


def correlations_are_possible(content: ScenarioFile, context: Context) -> None:
    """Rank correlations join two different uncertain assumptions, within −1 and 1."""
    for number, pair in enumerate(content.correlations):
        path = f"correlations[{number}]"
        ends = [_named(content, text) for text in pair.between]
        for text, end in zip(pair.between, ends, strict=True):
            if end is None:
                context.report(pair.place, "N001", f"no assumption is called `{text}`", path=f"{path}.between")
            elif end.distribution is None:
                message = f"`{text}` has no distribution, so nothing can move with it"
                context.report(pair.place, "D004", message, path=f"{path}.between")
        if ends[0] is not None and ends[0] is ends[1]:
            context.report(pair.place, "D004", "joins an assumption with itself", path=f"{path}.between")
        rho = _resolved(content, pair.rho)
        if rho is not None and rho.numbers and not -1 < rho.numbers[0] < 1:
            context.report(pair.place, "D004", "rho must lie between −1 and 1", path=f"{path}.rho")


RULES: tuple[Rule, ...] = (
    named_numbers_fit_their_place,
    calibrated_values_are_solved,
    population_is_complete,
    admissions_match_the_population,
    demand_says_what_it_follows,
    plans_lie_after_the_baseline,
    levers_name_pools,
    money_adds_up,
    bed_cost_shares_fit,
    measures_are_one_kind,
    capital_is_spent_once,
    price_years_are_known,
    calibrations_can_be_solved,
    correlations_are_possible,
)
