"""The small organisation on a bad Monday: something of every sort wants somebody's eyes."""

from __future__ import annotations

from tests.site.pages_of import tree

COMPLAINT = """\
title: {title}
type: complaint
customer: yard
received: {received}
owner: kari
text: I wait.
severity: {severity}
{more}"""

REPORT = """\
title: Report {month}
agreement: sla-yard
agreement_version: "1"
period: {{from: 2026-{month}-01, to: 2026-{month}-{last}}}
lines: [{{target: t1, measured: {measured}, explanation: It stood still.}}]
prepared_by: kari
published: 2026-{month}-{last}
"""

BAD = {
    "records/feedback/late.yaml": COMPLAINT.format(
        title="Nobody called back",
        received="2026-10-20",
        severity="critical",
        more="acknowledged: 2026-10-21\nstate: investigating\ndue: 2026-11-12\n",
    ),
    "records/feedback/fresh.yaml": COMPLAINT.format(
        title="The screen is dark", received="2026-11-13", severity="minor", more="state: logged\n"
    ),
    "records/escalations/stuck.yaml": """\
title: Nobody may decide
origin: customers/yard
from_level: operational
to_level: tactical
to: kari
raised_by: petra
raised: 2026-11-10
reason: It is stuck.
response_due: 2026-11-13
""",
    "records/projects/mast.yaml": """\
title: The mast
summary: The antenna moves to the mast.
customers: [yard]
type: running
sponsor: petra
manager: kari
phase: under-way
start: 2026-09-01
end_baseline: 2027-03-31
""",
    "records/statuses/mast-november.yaml": """\
title: The mast, November
project: mast
on: 2026-11-02
rag: amber
risks:
  - {id: r1, text: The crane is needed elsewhere., probability: 4, impact: 4,
     mitigation: A second crane., owner: kari, due: 2026-11-30}
decisions_needed:
  - {question: Shall we close the lane?, recommendation: "Yes, for a day.", from: petra,
     by: 2026-11-27}
""",
    "records/changes/outside.yaml": """\
title: Signs at the quay
customer: yard
requested_by: petra
on: 2026-11-02
text: Signs there, too.
services: [maps]
within_agreement: no
reason: Nobody promised signs.
state: new
""",
    "records/changes/unclear.yaml": """\
title: A copy for the auditors
customer: yard
requested_by: petra
on: 2026-10-02
text: A copy of everything.
services: [wms]
within_agreement: unclear
state: new
""",
    "records/ideas/map.yaml": """\
title: See the containers
text: Let importers see them.
submitted_by: internal
customer: yard
origin: customer
raised_by: petra
on: 2026-08-11
state: new
""",
    "records/reports/r-09.yaml": REPORT.format(month="09", last="30", measured="99.9"),
    "records/reports/r-10.yaml": REPORT.format(month="10", last="31", measured="98.1"),
    "records/people/sunita.yaml": "name: Sunita Rao\norg: provider\n",
    "records/customers/quay.yaml": (
        "name: Quay\nsurvey_months: 12\n"
        "roles:\n"
        "  - {person: sunita, role: business-relationship-manager, level: tactical,"
        " from: 2025-12-01}\n"
    ),
}
"""What went wrong with the yard, and a customer of another manager."""


def bad_monday() -> dict[str, str]:
    """The records, by path."""
    return tree() | BAD
