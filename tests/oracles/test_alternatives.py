"""The alternatives of the critique: arithmetic that can be checked by hand, and what they must never do."""

from itertools import pairwise

import numpy as np
import pytest

from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, figures_equal

YEARS = ("2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21")
LAST = "2020/21"


def results_of(name: str, draws: int = 0, *settings: str) -> Results:
    return run(load(SCENARIOS / f"{name}.yaml", settings=settings), draws=draws)


def test_an_hour_earlier_for_240_patients_a_day_is_ten_beds():
    """180 to 300 patients a day (minutes of September 2019), × 1 hour ÷ 24: 7.5 to 12.5 filled beds, ÷ 0.92."""
    scenario = load(SCENARIOS / "discharge-and-falls.yaml")
    beds = scenario.find("levers.earlier-discharge.beds_released")
    assert beds is not None
    assert beds.distribution is not None
    assert beds.value == pytest.approx(240 * 1 / 24 / 0.92, abs=0.005)
    assert beds.distribution.support() == pytest.approx((180 / 24 / 0.92, 300 / 24 / 0.92), abs=0.005)


def test_ten_beds_emptied_are_eleven_beds_fewer_needed():
    """240 hours a day are ten beds filled at any time, and 10.87 beds to stand ready at 92%."""
    with_it, without = (
        results_of("discharge-and-falls"),
        results_of("discharge-and-falls", 0, "share_discharged_earlier=0"),
    )
    assert with_it.value("levers.reduction[line=earlier-discharge]") == pytest.approx(10, abs=0.005)
    apart = without.value("beds.required[pool=acute]") - with_it.value("beds.required[pool=acute]")
    others = 1 - (0.036 * 0.05 + 0.038 * 0.18 * (1 - 0.036 * 0.05))
    assert apart == pytest.approx(10.87 * others, abs=1e-9)


def test_the_discharge_lounge_alone_frees_less_than_a_bed():
    """5 to 10% of patients go through it: 7.5% of 10 beds."""
    lounge = results_of("discharge-and-falls", 0, "share_discharged_earlier=0.075")
    assert lounge.value("levers.reduction[line=earlier-discharge]") == pytest.approx(0.75, abs=0.0005)


@pytest.mark.parametrize(("name", "effect"), [("discharge-and-falls", 0.18), ("discharge-and-falls-40", 0.40)])
def test_falls_programme_fully_rolled_out(name, effect):
    """2,455 admissions × 18% or 40% × 10 nights ÷ 365: 12 or 27 occupied beds (county, 2017/18)."""
    by_hand = 2455 * effect * 10 / 365
    assert round(by_hand) == {0.18: 12, 0.40: 27}[effect]
    assert results_of(name).value("levers.reduction[line=falls]") == pytest.approx(by_hand, rel=0.01)


def test_shares_of_cohorts_are_what_their_sources_give():
    scenario = load(SCENARIOS / "evidence-led.yaml")

    def share(name: str) -> float:
        found = scenario.find(f"cohorts.{name}")
        assert found is not None
        assert isinstance(found.value, float)
        return found.value

    assert share("emergency-patients") == pytest.approx(38_781_810 / (38_781_810 + 7_737_496), abs=0.0005)
    assert share("care-home-residents") == pytest.approx(0.079 * 0.54 * 0.834, abs=0.0005)
    assert share("falls-over-65-county") == pytest.approx(2455 * 10 / 365 / (1940 * 0.91), abs=0.0005)
    assert share("last-90-days-of-life") == pytest.approx(1_223_859 / 3 * 30.05 / 47_174_315 / 2, abs=0.001)


@pytest.mark.parametrize(
    ("name", "part", "acute", "all_beds"),
    [("campaign-stress", 5, -388, -435), ("campaign-stress-third", 3, -647, -724)],
)
def test_a_fifth_and_a_third_of_the_beds(name, part, acute, all_beds):
    """388 to 647 of 1,940 acute beds, 435 to 724 of all 2,173; no care moves, so that need is that of no plan."""
    stress = results_of(name)
    assert (round(-1940 / part), round(-2173 / part)) == (acute, all_beds)
    assert stress.value("beds.available[pool=acute]") - 1940 == acute
    assert stress.value("beds.available") - 2173 == all_beds
    assert stress.value("beds.required") == stress.value("beds.required_before_levers")


@pytest.mark.parametrize("name", ["gated-closures", "gated-on-evidence"])
def test_no_gated_bed_closes_while_its_condition_fails_in_any_draw(name):
    """What closes was not needed the year before, and every place was staffed; nothing closes beyond the plan."""
    gated = results_of(name, 2000)
    for pool, plan in (("acute", 1697), ("community", 195)):
        for before, year in pairwise(YEARS):
            was, now = (gated.draws_of(f"beds.available[pool={pool},year={y}]") for y in (before, year))
            needed = gated.draws_of(f"beds.required[pool={pool},year={before}]")
            places, staffed = (
                gated.draws_of(f"services.{m}[year={before}]") for m in ("places_needed", "places_staffed")
            )
            closed = was - now > 1e-9
            assert (now >= plan - 1e-9).all()
            assert (now[closed] >= needed[closed] - 1e-9).all()
            assert (staffed[closed] >= places[closed] - 1e-6).all()
            assert 0 < closed.sum() < closed.size


def test_beds_that_wait_close_one_year_late():
    """In the central case the beds open are those that last year's need asks for."""
    gated = results_of("gated-closures")
    for before, year in pairwise(YEARS):
        needed = gated.value(f"beds.required[pool=acute,year={before}]")
        assert gated.value(f"beds.available[pool=acute,year={year}]") == pytest.approx(needed)


def test_staff_for_places_and_jobs_for_beds():
    """2,505 − 2,271 staff make 234 ÷ 0.7 places; 1,500 jobs wait with 281 beds."""
    gated = results_of("gated-closures")
    places = gated.value("services.places_needed")
    assert places == pytest.approx(gated.value("levers.reduction") * 1.25)
    assert places < (2505 - 2271) / 0.7
    jobs = gated.value("workforce.wte[line=beds/acute,year=2015/16]") + gated.value(
        "workforce.wte[line=beds/community,year=2015/16]"
    )
    assert jobs * 281 / 2173 == pytest.approx(1500, rel=0.001)


def test_without_cuts_income_closes_the_whole_gap():
    """£399m more than published growth brings, as one growth rate: (cost ÷ £1,300m)^(1/5) − 1."""
    funded, plan = results_of("no-cuts-funded"), results_of("bct")
    income = funded.value(f"finance.income[year={LAST}]")
    assert income - plan.value(f"finance.income[year={LAST}]") == pytest.approx(399, abs=1e-6)
    solved = {s.path: s.value for s in funded.solved}
    assert solved["finance.income.growth"] == pytest.approx((income / 1300) ** (1 / 5) - 1, abs=1e-12)
    assert solved["pools.acute.beds_plan.2020/21"] == pytest.approx(
        plan.value("beds.required_before_levers[pool=acute]")
    )


def test_published_income_growth_is_the_mean_of_the_years():
    found = load(SCENARIOS / "no-cuts-funded.yaml").find("published_income_growth")
    assert found is not None
    assert found.value == pytest.approx((1.0513 * 1.0366 * 1.0257**3) ** (1 / 5) - 1, abs=5e-5)


def test_no_cuts_need_no_extra_money_at_published_inflation():
    """Without the growth of cost that only £399m asks for, need and inflation grow no faster than income did."""
    solved = next(s for s in results_of("no-cuts-published-costs").solved if s.path == "finance.income.growth")
    assert 0.02 < solved.value < 0.033
    assert not solved.inherited


def test_payers_sum_and_families_stand_outside_the_gap():
    """In every draw: the NHS pays the gap, councils and households what is shifted, and together all of it."""
    families = results_of("moves-to-families", 500)

    def drawn(address: str) -> np.ndarray:
        return families.draws_of(address)

    payers = {
        name: drawn(f"finance.gap_by_payer[line={name}]") for name in ("NHS commissioners", "households", "councils")
    }
    assert payers["NHS commissioners"] == pytest.approx(drawn("finance.gap"))
    assert sum(payers.values()) == pytest.approx(drawn("finance.gap_by_payer"))
    assert payers["households"] + payers["councils"] == pytest.approx(drawn("finance.cost_shifted"))
    assert (payers["households"] >= 0).all()
    assert (payers["councils"] >= 0).all()
    assert families.value("finance.gap") == results_of("bct").value("finance.gap")


def test_hours_and_pounds_of_families():
    """Bed-days avoided × 4 hours × £16.70 at the prices of 2016/17, one year at 1.16% and three at 2.31% later."""
    families = results_of("moves-to-families")
    days = families.value("levers.reduction") * 365
    assert families.value("care.hours") == pytest.approx(days * 5)
    by_hand = days * 4 * 16.70 * 1.0116 * 1.0231**3 / 1e6
    assert families.value("finance.cost_shifted[line=households]") == pytest.approx(by_hand)


def test_a_register_in_which_nothing_can_strike_is_the_plan():
    """All probabilities 0, and the same optimism bias: the figures are those of bct.yaml to the last bit."""
    calm = results_of("bct-with-risks", 500, "has_come_about=0", "is_named=0")
    figures_equal(calm, results_of("bct", 500, "finance.capital.two-acute-sites.optimism_bias=0.04"))


def test_the_oldest_growing_faster_is_as_large_as_in_its_own_scenario():
    """1,762 acute beds needed in bct-over-75s.yaml, 1,697 in bct.yaml: 3.9% more."""
    more = results_of("bct-over-75s").value("beds.required[pool=acute]") / results_of("bct").value(
        "beds.required[pool=acute]"
    )
    share = load(SCENARIOS / "bct-with-risks.yaml").find("risks.oldest-grow-faster.impact.need.share")
    assert share is not None
    assert share.value == pytest.approx(more - 1, abs=0.0005)
