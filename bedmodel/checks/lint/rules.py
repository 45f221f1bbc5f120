"""The lint rules: one rule, one function, one code. Each is a pure function of a file, and what it finds is a warning.

A new rule gets a code in problems.CODES, an entry in the rulebook, and a failing and a passing file in tests/bad and
tests/good.
"""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.checks.lint import care, citations, money, names, spread, stated
from bedmodel.checks.lint.subject import Rule, Subject
from bedmodel.problems import Problem

FOR_EVERY_FILE: dict[str, Rule] = {
    "W001": citations.reviews_are_due,
    "W002": citations.overrides_have_their_own_citation,
    "W003": citations.sources_are_cited,
    "W005": spread.values_are_likely,
    "W006": spread.limits_leave_the_spread,
    "W009": spread.doubtful_numbers_have_a_spread,
    "W010": citations.fractions_say_of_what,
}
"""Rules about numbers and sources, which a library has too."""
FOR_SCENARIOS: dict[str, Rule] = {
    "W004": names.named_assumptions_are_used,
    "W007": care.levers_have_an_effect,
    "W008": care.levers_come_in_time,
    "W011": stated.parts_sum_to_the_total,
    "W012": stated.growth_reaches_the_end,
    "W013": stated.shares_follow_from_their_base,
    "W014": stated.documents_agree,
    "W015": money.pounds_are_counted_once,
    "W016": care.beds_wait_for_the_alternative,
    "W017": care.care_has_a_destination,
    "W018": care.destinations_keep_their_beds,
    "W019": money.holders_sum_to_the_gap,
    "W020": names.names_are_written_in_one_way,
}
"""Rules about what the numbers are for."""
RULES = {**FOR_EVERY_FILE, **FOR_SCENARIOS}
IDLE = frozenset({"W003", "W004"})
"""Rules about what nothing in a file uses; a file that extends it, linted with it, may use it."""


def warnings(subject: Subject) -> Iterator[Problem]:
    """What every rule finds in a file."""
    for code, rule in (FOR_EVERY_FILE if subject.is_library else RULES).items():
        for found in rule(subject):
            yield Problem(found.place, code, found.path, found.message, found.hint, severity="warning")
