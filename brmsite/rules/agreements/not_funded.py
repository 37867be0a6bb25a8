"""An agreement in force without funding, or with funding that nobody approved.

Why: negotiating and securing the money is part of the agreement; without it the promise stands on
nothing, and the first invoice opens the negotiation again.
Mend: write under `funding` where the money comes from, who approved it and when; or put the
agreement back to `agreed` until the money is there.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement, Funding
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at every entry of `funding` of agreements in force; each is a fault of its own."""
    for agreement in register.all(Agreement):
        if agreement.fields.state not in IN_FORCE:
            continue
        if not agreement.fields.funding:
            yield Finding(
                agreement,
                ("funding",),
                f"`funding` is empty, but `state` is `{agreement.fields.state}`",
                label="nobody pays for this agreement",
                hint="add an entry with `model`, `amount`, `approved_by` and `approved_on`",
                others=(Elsewhere(agreement, ("state",), "in force"),),
            )
        for index, funding in enumerate(agreement.fields.funding):
            if funding.model == "none-agreed" or not funding.approved:
                yield _unfunded(agreement, index, funding)


def _unfunded(agreement: Record[Agreement], index: int, funding: Funding) -> Finding:
    path = ("funding", index, "model")
    in_force = (Elsewhere(agreement, ("state",), "in force"),)
    if funding.model == "none-agreed":
        return Finding(
            agreement,
            path,
            f"`model` is `none-agreed`, but `state` is `{agreement.fields.state}`",
            label="where the money comes from is still open",
            hint="agree on the money and write down who approved it and when",
            others=in_force,
        )
    fields = {"approved_by": funding.approved_by, "approved_on": funding.approved_on}
    missing = [f"`{name}`" for name, value in fields.items() if value is None]
    is_are = "is" if len(missing) == 1 else "are"
    return Finding(
        agreement,
        path,
        f"the funding by `{funding.model}` is not approved: {listed(missing)} {is_are} missing",
        label="not approved",
        hint=f"add {listed(missing)}",
        others=in_force,
    )
