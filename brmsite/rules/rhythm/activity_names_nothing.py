"""An activity of the yearly cycle that names a customer or another record that is not there.

Why: the activity then concerns nobody, or nothing can ever show that it was done.
Mend: correct the id in `activity_cycle` of the settings.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.span import START, Extent, Span
from brmsite.ground.words import close_word
from brmsite.kinds import all_kinds
from brmsite.kinds.activity import Activity, Concerned
from brmsite.kinds.describe import fields_said
from brmsite.kinds.walk import DataPath
from brmsite.register.activity_faults import CYCLE
from brmsite.register.register import Register
from brmsite.rules.finding import Finding
from brmsite.settings import ReadSettings

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, settings_file: ReadSettings) -> Iterator[Finding]:
    """Look up every id that the activities name."""
    for activity in settings_file.settings.activity_cycle:
        for path, folders, identifier in _named(activity):
            if not any(register.is_named(f"{folder}/{identifier}") for folder in folders):
                where = (CYCLE, settings_file.activities.get(activity.id, 0), *path)
                yield _finding(register, settings_file, where, folders, identifier)


def _named(activity: Activity) -> Iterator[tuple[DataPath, tuple[str, ...], str]]:
    """Every id in an activity: where it stands, the folders it may be in, and the id."""
    if isinstance(activity.applies_to, Concerned):
        for index, identifier in enumerate(activity.applies_to.customers):
            yield ("applies_to", "customers", index), ("customers",), identifier
    model = next(kind.model for kind in all_kinds().values() if kind.name == activity.kind)
    said = {one.key: one for one in fields_said(model)}
    for key, value in activity.evidence.items():
        folders = said[key].folders if key in said else ()
        if folders:
            is_list = isinstance(value, tuple)
            for index, identifier in enumerate(value if isinstance(value, tuple) else (value,)):
                path = ("evidence", key, index) if is_list else ("evidence", key)
                yield path, folders, str(identifier)


def _finding(
    register: Register,
    settings_file: ReadSettings,
    path: DataPath,
    folders: tuple[str, ...],
    identifier: str,
) -> Finding:
    prefixes = tuple(f"{folder}/" for folder in folders)
    known = [name.partition("/")[2] for name in sorted(register.names) if name.startswith(prefixes)]
    near = close_word(identifier, known)
    where = settings_file.places.value(path) or Extent(START, START)
    return Finding(
        None,
        (),
        f"`{identifier}` is no id in {' or '.join(f'`{folder}`' for folder in folders)}"
        + (f", did you mean `{near}`?" if near else ""),
        hint=f"change it to `{near}`" if near else "",
        span=Span(settings_file.path, *where),
    )
