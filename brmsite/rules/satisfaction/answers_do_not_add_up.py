"""A survey whose numbers cannot be right: more answers than people, or a score off the scale.

Why: the score is counted from these numbers, and a slip of the finger makes it wrong on every
page that shows it. What is off the scale counts for nothing.
Mend: look at the survey's own result and correct the number, the score or the `scale`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.tally import SCORES
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Add up the numbers of every survey."""
    for survey in register.all(Survey):
        yield from _too_many(survey)
        yield from _questions(survey)


def _too_many(survey: Record[Survey]) -> Iterator[Finding]:
    """More people who answered than were asked, or more who were asked than there are."""
    fields = survey.fields
    for key, number, whole_key, whole in (
        ("responded", fields.responded, "invited", fields.invited),
        ("invited", fields.invited, "population", fields.population),
    ):
        if whole is not None and number > whole:
            yield Finding(
                survey,
                (key,),
                f"`{key}` is {number}, but `{whole_key}` is only {whole}",
                label="too many",
                hint="correct the one that is wrong",
            )


def _questions(survey: Record[Survey]) -> Iterator[Finding]:
    """Scores that the scale does not have, and more answers than people who answered."""
    fields = survey.fields
    scores = {str(score) for score in SCORES[fields.scale]}
    for index, question in enumerate(fields.questions):
        for score in question.counts:
            if score not in scores:
                yield Finding(
                    survey,
                    ("questions", index, "counts", score),
                    f"`{score}` is not a score of the scale `{fields.scale}`",
                    label="off the scale",
                    hint="correct the score, or the `scale`",
                    on="key",
                )
        answers = question.tally(fields.scale).of
        if answers > fields.responded:
            yield Finding(
                survey,
                ("questions", index, "counts"),
                f"question `{question.id}` has {answers} answers, but `responded` is only "
                f"{fields.responded}",
                label="too many",
                hint="correct the counts, or `responded`",
            )
