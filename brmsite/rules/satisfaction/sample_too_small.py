"""A survey that too few people answered to say much: a small share, or hardly anybody.

Too few are less than 30 percent of those who were asked, or fewer than five people (both are
settings). Figures of fewer than five are not shown on the site at all, so that nobody is told
apart.

Why: the few who answer are not like the many who do not, and a figure hides that.
Mend: ask again, shorter or in person; if the answers stand, say in `sample_note` what to know.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.survey import Survey
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.settings import Settings

SEVERITY = Severity.info
CLASS = "S"


def check(register: Register, settings: Settings) -> Iterator[Finding]:
    """Look at how many answered each survey."""
    limits = settings.satisfaction
    for survey in register.all(Survey):
        responded, invited = survey.fields.responded, survey.fields.invited
        wanted = invited * limits.least_response_percent / 100
        if responded < limits.least_answers:
            label = f"fewer than {limits.least_answers}"
        elif responded < wanted:
            label = (
                f"{100 * responded / invited:.0f} %, less than {limits.least_response_percent} %"
            )
        else:
            continue
        yield Finding(
            survey,
            ("responded",),
            f"`responded` is {responded} of {invited} who were asked",
            label=label,
            hint="ask again, or say in `sample_note` what to know about who answered",
            others=(Elsewhere(survey, ("invited",), "asked"),),
        )
