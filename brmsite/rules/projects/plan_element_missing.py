"""A new project without buffer, training, development or testing in its plan, and no reason.

Projects that have ended are history and not looked at; those that change what is in use, or help
with a customer's own project, may be planned as they need.

Why: what is forgotten in the plan is taken from its end, and the end is where the customer is.
Mend: plan it; or write `planned: false` with a `reason`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.kinds.project import Plan, Project
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at all new projects that have not ended."""
    for project in register.all(Project):
        fields = project.fields
        if fields.type == "new" and fields.phase not in ("done", "stopped"):
            yield from _forgotten(project, fields.plan or Plan.model_validate({}))


def _forgotten(project: Record[Project], plan: Plan) -> Iterator[Finding]:
    missing = [f"`{name}`" for name, element in plan.elements.items() if element is None]
    if missing:
        has_plan = project.fields.plan is not None
        yield Finding(
            project,
            ("plan",) if has_plan else ("type",),
            f"the plan of the new project `{project.id}` has no {listed(missing, 'or')}",
            label="nothing is said of it" if has_plan else "a new project needs a `plan`",
            hint="plan it, or write `planned: false` with a `reason`",
            on="key" if has_plan else "value",
        )
    for name, element in plan.elements.items():
        if element is not None and not element.planned and element.reason is None:
            yield Finding(
                project,
                ("plan", name, "planned"),
                f"`{name}` is not planned, and no `reason` says why",
                label="why not?",
                hint="add a `reason`, or plan it",
            )
