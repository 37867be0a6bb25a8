"""The design, line by line: every kind with its fields, every rule, every figure, and what each must
have: a model, a layout, a page, samples, words in the handbook, a book of cases, a place where it
is asked for.

The tables below are the design. Where the code differs from it on purpose, the difference stands
beside it with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import isfunction, signature
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from brmsite import exports
from brmsite.insight import fact_names
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Fields, Kind
from brmsite.kinds.describe import FieldSaid, fields_said
from brmsite.register.codes import CODES
from brmsite.rules import all_rules
from brmsite.settings import Settings
from brmsite.site.pages import all_pages, handbook_kind, handbook_rules
from brmsite.site.pages.handbook_rules import RulesView
from tests.rules.test_books import ALL_BOOKS

ROOT = Path(__file__).resolve().parents[2]

# --- Kinds ---------------------------------------------------------------------------------------

COMMON = """
summary tags visibility documents{path url title sha256} links aliases custom
waivers{rule* reason* until* by*}
"""
"""What every kind has, besides its title or name."""

KINDS = {
    "customers": """
        customer: name* unit parent relation serves business outcomes cost_centers decides_budget
        state tier users engagement
        roles{person* role* level* from* to deputy
            mandate{decide fund limit{amount currency per} services evidence}}
        services{service* offering since* until users vital needs}
        cadence{level* target_months* max_months*} survey_months
        maturity{on* perspective score by evidence} pulse{score by on reason}
        """,
    "people": "person: name* org* job_title email phone from to",
    "services": """
        service: name* state* type* owner* description* outcome warranty criticality
        offerings{id name price} depends_on supplier
        roles{person* role* level* from* to deputy} planned_changes
        """,
    "suppliers": "supplier: name* manager* contact category",
    "agreements": """
        agreement: title* number* type* level form customer* provider* services* version* state*
        signatures{side* person* on* digest}
        term*{start* end months renewal* renewal_months notice_months cancellation notice_given
            decisions{on* by* outcome* meeting}}
        review{every_months* last}
        funding*{model* cost_center amount currency per from to approved_by approved_on}
        annual_cost
        targets{id* service* metric* description* operator* value* unit* window* priority share_pct
            method* exclusions weight}
        workload_limits{measure* lower upper unit window alert_at_pct} exceptions service_hours
        critical_periods maintenance support{priority response resolution channel} continuity
        responsibilities{customer provider user}
        contacts{change complaint escalation review emergency} penalties change_rules
        termination_rules obligations{text* due* done} underpinned_by supersedes precedence
        amendments{no* on* effective* summary* fields signed_by change}
        """,
    "reports": """
        report: title* agreement* agreement_version* period*{from to}
        lines*{target* measured* sample excluded explanation action}
        workload{measure* actual* comment} events trend prepared_by* published presented_at
        """,
    "meetings": """
        meeting: title* date* type* level* customers* state* chair minute_taker place
        attendees{person* status for} agenda{topic* refs} decisions{id* text* kind by* refs}
        actions{id* text* owner* due* state* closed outcome improves} reports
        questions{text needed_by answered} previous next_date approved{by on}
        """,
    "projects": """
        project: title* customers* type* sponsor manager* phase start end_baseline
        plan{buffer{planned days reason} training{planned days reason}
            development{planned days reason} testing{planned days reason}}
        status_every_days objectives services involvement{activity person how}
        """,
    "statuses": """
        status: title* project* on* rag* percent done next
        milestones{name baseline forecast actual}
        risks{id text probability impact mitigation owner due state}
        decisions_needed{question* recommendation from by} savings{amount currency basis}
        """,
    "loads": """
        load: title* period* service customer team* opened* closed* backlog reopened hours
        capacity_hours headcount by_priority
        """,
    "surveys": """
        survey: title* type* customers* services period* scale* audience population invited*
        responded* sample_note questions*{id* text* counts} target analysis actions published
        """,
    "feedback": """
        feedback: title* type* customer* raised_by received* channel service agreement text*
        remedy_sought severity acknowledged owner due state* cause resolution accepted closed
        escalation
        """,
    "escalations": """
        escalation: title* origin* from_level* to_level* to* raised_by* raised* reason*
        response_due* state outcome closed
        """,
    "plans": """
        plan: title* customer* period* source expected_changes{text when effect}
        objectives*{id* statement* measure target due supported_by state} opportunities
        reviewed{on meeting with}
        """,
    "requirements": """
        requirement: title* customer* raised_by* raised* need* outcome route service prepared_with
        decided_by decided state business_case
        """,
    "changes": """
        change: title* customer* requested_by* on* text* services agreement within_agreement*
        reason external_ref state decided_by decided results_in
        """,
    "ideas": """
        idea: title* text* submitted_by* customer origin on* votes state* duplicate_of
        match{verdict* refs by on comment} response
        """,
    "attestations": """
        attestation: title* customer* person* on* about* statement* helped_to* before after value
        state may_publish
        """,
}
"""Every kind by its folder: its name, and its fields as they are written in a record. `*` must be
there; what stands in braces are the fields of the parts."""

A_PART_SAYS_NOTHING_WITHOUT = """
customer.roles.mandate.limit.amount customer.pulse.score customer.pulse.on
service.offerings.id service.offerings.name agreement.support.priority
report.period.from report.period.to
meeting.questions.text meeting.approved.by meeting.approved.on
project.plan.buffer.planned project.plan.training.planned project.plan.development.planned
project.plan.testing.planned project.involvement.activity project.involvement.person
status.milestones.name status.risks.id status.risks.text status.risks.probability
status.risks.impact status.savings.amount
plan.expected_changes.text plan.reviewed.on
"""
"""Fields that the design leaves open and the code asks for: without them the part that they stand
in, which itself may be left out, would say nothing."""

NOT_AS_DESIGNED = {
    **dict.fromkeys(A_PART_SAYS_NOTHING_WITHOUT.split(), "required in a part that may be left out"),
    "attestation.state": "required: no default would be true of what was only asked for",
}
"""Fields that must be there though the design does not say so, each with the reason."""

PAGE_OF = {"status": "project_status"}
"""The file of a kind's pages, where it is not called as the kind."""

SETTINGS = """
organisation{name mission commitments} site{title base_url language edit_url logo} time_zone
fiscal_year_start default_currency contact_levels{a b c} thresholds health{weights}
activity_cycle{id* name* level every_months months owner_role applies_to evidence* grace_days}
audiences custom_fields rules{severity* reason*}
"""
"""The settings of `records/brmsite.yaml`, as in the table of kinds."""


def fields_of(table: str) -> dict[str, bool]:
    """The paths of the fields in a table, and whether each must be there."""
    found: dict[str, bool] = {}
    above: list[str] = []
    last = ""
    for token in re.findall(r"[a-z0-9_]+\*?|[{}]", table):
        if token == "{":
            above.append(last)
        elif token == "}":
            above.pop()
        else:
            last = token.removesuffix("*")
            found[".".join((*above, last))] = token.endswith("*")
    return found


def said_of(model: type[Fields], above: str = "") -> Iterator[tuple[str, FieldSaid]]:
    """All fields of a model and of its parts, by their paths."""
    for said in fields_said(model):
        path = f"{above}{said.key}"
        yield path, said
        if said.parts is not None:
            yield from said_of(said.parts, f"{path}.")


@pytest.mark.parametrize("folder", sorted({*KINDS, *all_kinds()}))
def test_a_kind_has_every_field_of_the_design(folder: str) -> None:
    assert folder in KINDS, f"`{folder}` is no kind of the design"
    kind = all_kinds()[folder]
    name, _, table = KINDS[folder].strip().partition(":")
    assert kind.name == name
    said = dict(said_of(kind.model))
    wanted = fields_of(table) | fields_of(COMMON)
    assert sorted(wanted.keys() - said.keys()) == []
    wrong = {
        path
        for path, is_required in wanted.items()
        if said[path].required != is_required and f"{name}.{path}" not in NOT_AS_DESIGNED
    }
    assert sorted(wrong) == []


@pytest.mark.parametrize("folder", sorted(KINDS))
def test_a_kind_explains_itself_and_every_field(folder: str) -> None:
    kind = all_kinds()[folder]
    assert kind.description
    silent = [
        path
        for path, said in said_of(kind.model)
        if not said.description.endswith(".") or said.example is None
    ]
    assert silent == []


@pytest.mark.parametrize("folder", sorted(KINDS))
def test_a_kind_has_a_layout_pages_samples_and_a_page_in_the_handbook(folder: str) -> None:
    kind = all_kinds()[folder]
    assert (ROOT / "layouts" / "records" / f"{kind.name}.html").is_file()
    assert PAGE_OF.get(kind.name, kind.name) in all_pages()
    assert len(samples(kind)) >= 3
    handbook = {page.path: page for page in handbook_kind.pages()}
    assert handbook_kind.kind_page(kind) in handbook


def samples(kind: Kind) -> list[Path]:
    """The records of the sample organisation of a kind; files that belong to one are none."""
    found = (ROOT / "records" / kind.folder).rglob("*")
    return [
        path
        for path in found
        if path.suffix in (".yaml", ".md")
        and not any(above.suffix == ".files" for above in path.parents)
    ]


def test_every_setting_is_there() -> None:
    wanted = fields_of(SETTINGS)
    said = dict(said_of(Settings))
    assert sorted(wanted.keys() - said.keys()) == []
    assert [path for path, one in said.items() if not one.description or one.example is None] == []
    wrong = [
        path for path in wanted.keys() & said.keys() if said[path].required and not wanted[path]
    ]
    assert wrong == []


def test_no_setting_has_to_be_written() -> None:
    assert [said.key for said in fields_said(Settings) if said.required] == []


# --- Rules ---------------------------------------------------------------------------------------

RULES = {
    "references": """
        unresolved-reference S error
        id-not-unique S error
        unused-record S info
        document-missing S error
        """,
    "structure": """
        customer-tree-cycle S error
        no-mandate-holder S error
        no-relationship-manager S error
        mandate-without-budget S warning
        contact-cell-empty S warning
        both-sides S warning
        role-ends-soon T warning
        person-has-left S warning
        dates-out-of-order S error
        """,
    "agreements": """
        signed-without-mandate S error
        signed-by-purchaser S error
        above-mandate-limit S error
        not-funded S error
        funding-gap S warning
        past-end-still-active T error
        rolled-over-unconfirmed T warning
        notice-date-near T warning
        notice-date-missed T error
        overlapping-agreements S warning
        parent-child-conflict S warning
        service-without-target S error
        no-limits-or-exceptions S warning
        weaker-underpinning S warning
        not-underpinned S warning
        service-not-live S error
        review-overdue T warning
        renewal-incomplete S error
        supersession-gap S warning
        no-escalation-contact S warning
        changed-without-amendment D error
        forbidden-state-change D error
        signed-text-changed S error
        obligation-overdue T warning
        """,
    "coverage": """
        service-without-agreement S warning
        agreement-without-use S info
        service-without-owner S error
        """,
    "reports": """
        report-missing T warning
        target-not-in-agreement S error
        target-not-reported S warning
        miss-without-action S warning
        repeated-miss S warning
        workload-above-limit S warning
        report-not-presented T info
        """,
    "meetings": """
        cadence-missed T warning
        one-sided-meeting S warning
        strategic-without-mandate S warning
        decision-without-mandate S error
        open-actions-dropped S info
        minutes-unapproved T info
        """,
    "actions": """
        action-overdue T warning
        action-carried-too-long S warning
        closed-without-outcome S error
        """,
    "projects": """
        status-missing T warning
        red-without-risk S warning
        slip-unexplained S info
        decision-without-recommendation S warning
        plan-element-missing S warning
        """,
    "satisfaction": """
        survey-overdue T warning
        sample-too-small S info
        low-score-without-action S warning
        complaint-late T warning
        complaint-not-escalated T error
        closed-without-resolution S error
        escalation-not-upward S error
        """,
    "change": """
        outside-without-amendment S error
        wrong-route S error
        unclear-too-long T warning
        """,
    "plans": """
        plan-missing T warning
        objective-unsupported S info
        requirement-without-mandate S error
        """,
    "ideas": """
        idea-not-assessed T info
        verdict-without-evidence S error
        self-praise S error
        service-unattested T info
        """,
    "rhythm": """
        activity-late T warning
        load-above-capacity S warning
        """,
    "safety": """
        personal-load S error
        visibility-conflict S error
        waiver-expired T warning
        """,
}
"""Every rule of the design by its theme: its name, its class, its severity."""

OTHERWISE = {
    "service-without-owner": (
        "T error",
        "whether somebody has left depends on the day",
    ),
}
"""Rules that are not of the class or severity that the design gives them, with the reason."""

BEYOND = {
    "amended-not-signed": (
        "agreements",
        "S error",
        "who signed a text must sign what became of it",
    ),
    "amendment-changed": (
        "agreements",
        "D error",
        "what both sides signed apart from the text is as binding as it",
    ),
    "signature-removed": (
        "agreements",
        "D error",
        "who takes a digest away can change the text unnoticed",
    ),
    "end-and-months-differ": ("agreements", "S warning", "asked for where terms are explained"),
    "answers-do-not-add-up": ("satisfaction", "S error", "counts that cannot be true"),
    "part-named-twice": ("references", "S error", "`#a1` must lead to one action or target"),
    "limits-out-of-order": (
        "structure",
        "S error",
        "no figure can keep a lower limit above the upper",
    ),
    "activity-names-nothing": ("rhythm", "S error", "a cycle that no record could ever evidence"),
    "held-before-its-day": (
        "meetings",
        "T warning",
        "a mistyped year takes the actions of a meeting off every list",
    ),
    "planned-but-past": ("meetings", "T info", "nobody else asks whether it took place"),
    "open-but-closed": ("actions", "S error", "a box and a word that contradict each other"),
}
"""Rules that the table of the design does not have: theme, class and severity, and why."""


def rules_wanted() -> dict[str, tuple[str, str]]:
    """The theme, and the class and severity, of every rule that should be there, by its name."""
    found: dict[str, tuple[str, str]] = {}
    for theme, table in RULES.items():
        for row in table.strip().splitlines():
            name, _, weight = row.strip().partition(" ")
            found[name] = (theme, OTHERWISE[name][0] if name in OTHERWISE else weight)
    found |= {name: (theme, weight) for name, (theme, weight, _) in BEYOND.items()}
    return found


def test_the_rules_are_those_of_the_design() -> None:
    there = {
        rule.name: (rule.theme, f"{rule.rule_class} {rule.severity.name}")
        for rule in all_rules().values()
    }
    assert there == rules_wanted()


@pytest.mark.parametrize("name", sorted(rules_wanted()))
def test_a_rule_says_what_it_finds_why_and_how_to_mend(name: str) -> None:
    rule = all_rules()[name]
    for text in (rule.finds, rule.why, rule.mend):
        assert text[:1].strip()
        assert text.endswith(".")


def test_every_rule_is_in_the_handbook() -> None:
    (page,) = handbook_rules.pages()
    view = page.view()
    assert isinstance(view, RulesView)
    told = {said.id for theme in view.themes for said in theme.rules}
    assert sorted(told) == sorted(rules_wanted().keys() | CODES.keys())


@pytest.mark.parametrize("name", sorted(rules_wanted()))
def test_a_rule_has_a_book_on_both_sides_and_on_several_days(name: str) -> None:
    (book,) = (each for each in ALL_BOOKS if each.rule == name)
    expected = [[one for one in case.expected if one.code == name] for case in book.cases]
    assert any(expected), "no case breaks the rule"
    assert not all(expected), "no case is just right"
    assert any(one.message for case in expected for one in case), "no message stands whole"
    if all_rules()[name].rule_class == "T":
        assert len({case.as_of for case in book.cases}) > 1, "all cases are of one day"


# --- Figures -------------------------------------------------------------------------------------

FIGURES = {
    "term, renewal and notice": ("terms", "test_terms", "agreement"),
    "met, margin, error budget": ("measurements", "test_measurements", "report"),
    "attainment, measurement coverage, streak": (
        "attainment",
        "test_attainment",
        "service_levels",
    ),
    "workload use": ("workload", "test_measurements", "service_levels"),
    "agreement coverage": ("coverage", "test_figures", "coverage"),
    "funded share": ("funded", "test_figures", "coverage"),
    "wish coverage": ("wishes", "test_wishes", "coverage"),
    "objective coverage": ("objectives", "test_objectives", "coverage"),
    "contact coverage": ("contacts", "test_contacts", "coverage"),
    "cadence compliance": ("cadence", "test_cadence", "coverage"),
    "cycle compliance": ("cycle", "test_cycle", "coverage"),
    "attestation": ("attested", "test_attested", "coverage"),
    "decision burden": ("burden", "test_figures", "coverage"),
    "contact matrix, single-thread risk": ("contacts", "test_contacts", "contacts"),
    "satisfaction, response, trend": ("satisfaction", "test_satisfaction", "satisfaction"),
    "scores of surveys": ("survey_results", "test_satisfaction", "surveys"),
    "complaints": ("cases", "test_satisfaction", "feedback_register"),
    "commitments, on-time rate": ("commitments", "test_commitments", "actions"),
    "health": ("health", "test_health", "health"),
    "meeting pack": ("pack", "test_pack", "pack"),
    "support load against capacity": ("support_load", "test_support_load", "loads"),
    "evidence for an audit": ("evidence", "test_evidence", "evidence"),
}
"""Every figure of the design: the fact that gives it, the file of its tests, and a page on which
it is told."""


def asked_for(function: Any) -> Iterator[str]:
    """The facts that a function asks for, and those that these ask for in turn."""
    waiting, seen = [function], set[str]()
    while waiting:
        for name in signature(waiting.pop()).parameters.keys() & set(fact_names()):
            if name not in seen:
                seen.add(name)
                waiting.append(import_module(f"brmsite.insight.{name}").derive)
                yield name


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_has_a_fact_that_is_tested_and_shown(figure: str) -> None:
    fact, tests, page = FIGURES[figure]
    assert fact in fact_names()
    assert callable(import_module(f"brmsite.insight.{fact}").derive)
    text = (ROOT / "tests" / "insight" / f"{tests}.py").read_text(encoding="utf-8")
    assert re.search(rf"\b{fact}\b", text), f"{tests} does not name {fact}"
    assert fact in asked_for(all_pages()[page]), f"the page {page} does not ask for {fact}"


def exported() -> Iterator[Any]:
    """The functions of the exports, which ask by name as pages do."""
    for found in iter_modules(exports.__path__):
        module = import_module(f"{exports.__name__}.{found.name}")
        yield from (each for each in vars(module).values() if isfunction(each))


@pytest.mark.parametrize("fact", fact_names())
def test_every_fact_is_asked_for(fact: str) -> None:
    askers = (
        *all_pages().values(),
        *exported(),
        *(rule.check for rule in all_rules().values()),
        *(import_module(f"brmsite.insight.{name}").derive for name in fact_names() if name != fact),
    )
    assert any(fact in signature(asker).parameters for asker in askers), "nobody asks for it"
