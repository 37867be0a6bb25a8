"""By what people tell the parts of a list apart: a target by its id, a role by person and role.

Two versions of a record are compared and merged part by part, so each part of one list must be
found again in the other, wherever it stands by then.
"""

from collections.abc import Mapping
from functools import cache

from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Funding, Obligation, Signature, SupportTime, TermDecision
from brmsite.kinds.base import Fields, Waiver
from brmsite.kinds.customer import Cadence, Consumption, Maturity
from brmsite.kinds.meeting import AgendaItem, Question
from brmsite.kinds.plan import ExpectedChange, Opportunity
from brmsite.kinds.project import Involvement
from brmsite.kinds.role import Role
from brmsite.kinds.service import PlannedChange
from brmsite.kinds.status import DecisionNeeded
from brmsite.kinds.walk import part_at

NATURAL_KEYS: Mapping[type[Fields], tuple[str, ...]] = {
    AgendaItem: ("topic",),
    Cadence: ("level",),
    Consumption: ("service",),
    DecisionNeeded: ("question",),
    ExpectedChange: ("text",),
    Funding: ("model", "cost_center", "from"),
    Involvement: ("activity", "person"),
    Maturity: ("on", "perspective"),
    Obligation: ("text",),
    Opportunity: ("technology",),
    PlannedChange: ("text",),
    Question: ("text",),
    Role: ("person", "role"),
    Signature: ("side", "person", "on"),
    SupportTime: ("priority",),
    TermDecision: ("on",),
    Waiver: ("rule",),
}
"""For parts without an id and without a field that is theirs alone (`ALONE_BY`): the keys, as
written in the file, by which people tell them apart. Two parts may still agree in them."""


@cache
def natural_key(folder: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that tell the parts of a list apart, by the folder of its kind and the keys that
    lead to the list (`("term", "decisions")`). Empty where the parts have no fields or nothing
    that tells them apart: they are then told apart by all they say."""
    kind = all_kinds().get(folder)
    if kind is None:
        return ("id",)
    model = part_at(kind.model, path)
    if model is None:
        return ()
    if "id" in model.model_fields:
        return ("id",)
    return (model.ALONE_BY,) if model.ALONE_BY else NATURAL_KEYS.get(model, ())
