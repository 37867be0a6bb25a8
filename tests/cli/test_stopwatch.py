"""`check --timings`: every step, fact and rule by itself, and their sums."""

from __future__ import annotations

import re
from pathlib import Path

from brmsite.cli.stopwatch import Stopwatch
from brmsite.ground.step import Step
from brmsite.insight import fact_names
from brmsite.rules import all_rules
from tests.cli.conftest import Run

TABLE = """\
steps
    1200.0 ms  parsing and linking
     500.0 ms  reading files
facts, each computed once for all who ask
      20.0 ms  terms
rules, without the facts they ask for
      30.0 ms  not-funded
       7.5 ms  no-mandate-holder
in all
    1700.0 ms  steps
      20.0 ms  facts
      37.5 ms  rules
    1757.5 ms  together"""


def test_steps_facts_and_rules_are_told_apart_the_longest_first() -> None:
    times = iter((10.0, 10.5, 11.7, 11.7075, 11.7275, 11.7575))
    watch = Stopwatch(clock=lambda: next(times))
    watch.took(Step("step", "reading files"))
    watch.took(Step("step", "parsing and linking"))
    watch.took(Step("rule", "no-mandate-holder"))
    watch.took(Step("fact", "terms"))
    watch.took(Step("rule", "not-funded"))
    assert watch.table() == TABLE


STEPS = {
    "reading files",
    "parsing and linking",
    "loading the rules",
    "finding the places of findings",
    "ordering the findings",
}


def test_every_rule_is_timed_and_no_rule_pays_for_a_fact(project: Path, run: Run) -> None:
    told = run("check", "--timings", folder=project)
    heading, parts = "", dict[str, set[str]]()
    for line in told.err.splitlines():
        row = re.fullmatch(r" +[0-9]+\.[0-9] ms  (.+)", line)
        if row is None:
            heading = line
            parts[heading] = set()
        else:
            parts[heading].add(row[1])
    steps, facts, rules, sums = parts.values()
    assert list(parts)[-1] == "in all"
    # The settings that `init` writes turn one rule off.
    assert (steps, rules) == (STEPS, set(all_rules()) - {"report-missing"})
    assert {"terms", "mandates", "structure"} <= facts <= set(fact_names())
    assert sums == {"steps", "facts", "rules", "together"}
