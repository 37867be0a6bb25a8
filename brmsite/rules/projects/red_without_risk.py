"""A project that is amber or red and names no open risk, or a high risk that nobody handles.

Only the last status of a project that has not ended is looked at. A risk is high from a score
(probability times impact) on that the settings give, 12 if they do not; it needs `mitigation`,
`owner` and `due`.

Why: "amber" without a reason leaves the customer to guess, and a high risk without a name and a
day is not handled but hoped away.
Mend: write down what may go wrong, what is done about it, who does it and by when.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.projects import last_words
from brmsite.kinds.status import ProjectStatus
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register, settings: Settings) -> Iterator[Finding]:
    """Look at the last status of every project that has not ended."""
    for project, status in last_words(register):
        fields = status.fields
        if fields.rag != "green" and not any(risk.is_open for risk in fields.risks):
            yield Finding(
                status,
                ("rag",),
                f"`{project.id}` is `{fields.rag}`, but names no open risk",
                label="why?",
                hint="say under `risks` what may go wrong and how it is handled",
            )
        yield from _unhandled(status, settings.projects.high_risk)


def _unhandled(status: Record[ProjectStatus], high: int) -> Iterator[Finding]:
    for index, risk in enumerate(status.fields.risks):
        if risk.is_open and risk.score >= high and risk.lacks:
            missing = listed(f"`{name}`" for name in risk.lacks)
            verb = "is" if len(risk.lacks) == 1 else "are"
            yield Finding(
                status,
                ("risks", index, "id"),
                f"risk `{risk.id}` is high ({risk.probability} x {risk.impact} = {risk.score}), "
                f"but {missing} {verb} missing",
                label="who does what about it?",
                hint="write what is done against it, who sees to it and by when",
            )
