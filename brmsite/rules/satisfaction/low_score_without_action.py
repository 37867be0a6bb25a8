"""A survey below its target that nobody has answered with an analysis and an action.

Surveys that fewer people answered than the settings want (five) are not judged.

Why: who was asked, said no, and sees nothing happen will not answer a second time.
Mend: write in `analysis` what the answers say and why, and name in `actions` what is done about
it: actions in minutes, `meetings/2026-10-21-gate#a1`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.survey_results import score_of
from brmsite.kinds.survey import Survey
from brmsite.register.register import Register
from brmsite.rules.finding import Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register, settings: Settings) -> Iterator[Finding]:
    """Compare the score of each survey with its target."""
    for survey in register.all(Survey):
        fields = survey.fields
        least = settings.satisfaction.least_answers
        figure = score_of(fields, least).figure
        if fields.target is None or figure is None or figure >= fields.target:
            continue
        answers = {"analysis": fields.analysis, "actions": fields.actions}
        missing = [f"`{name}`" for name, value in answers.items() if not value]
        if missing:
            verb = "is" if len(missing) == 1 else "are"
            yield Finding(
                survey,
                ("target",),
                f"the score is {figure:.1f}, below the `target` of {fields.target}, "
                f"but {listed(missing)} {verb} missing",
                label="below target",
                hint="say why, and name the actions that answer it",
            )
