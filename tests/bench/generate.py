"""Makes a record set of any size, for measuring: the same size and seed give the same files.

    python tests/bench/generate.py FOLDER 10000
    python tests/bench/generate.py FOLDER 10000 careless

Of the records, half are minutes with bodies of 4 kB on average and a sixth are service level reports,
as in real registers; the rest are customers in a tree, people, services, suppliers, agreements,
projects with their statuses, feedback, ideas, surveys, plans and support load, all linked to each
other. On 15 June 2026 one record in ten has a finding; of a careless organisation nearly every
record has, and most of them several.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

WORDS = """
the gate scanner was restarted twice and nobody could book a slot for the morning shift so we
agreed to move the nightly load to a later hour until the supplier has delivered the second
controller which finance has approved in principle while operations would like to see figures
from the last quarter before they decide on the extension of opening hours at the north yard
""".split()  # noqa: SIM905 - words in a sentence read better than in a list
FIRST = ("Ada", "Bo", "Chen", "Dina", "Emil", "Farah", "Gus", "Hana", "Ivo", "Jun", "Kai", "Lea")
LAST = ("Abel", "Brandt", "Costa", "Dorn", "Eklund", "Faber", "Gallo", "Haas", "Ito", "Jansen")
LEVELS = ("strategic", "tactical", "operational")
TOPICS = (4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 9, 9, 10, 11, 16)
"""How many topics minutes have, each of half a kB: bodies are as long as those of real ones, which
have 4 kB on average; one in ten of those has less than 2.6 kB, one in ten more than 5.9 kB."""
START = date(2022, 1, 3)
LAST_MONTH = date(2026, 5, 1)


@dataclass(frozen=True)
class Counts:
    """How many records of each kind there are."""

    customers: int
    people: int
    services: int
    suppliers: int
    agreements: int
    reports: int
    projects: int
    statuses: int
    feedback: int
    ideas: int
    surveys: int
    plans: int
    loads: int
    meetings: int


def counts(size: int) -> Counts:
    """The shares of a register of `size` records; at least one of each kind."""

    def share(percent: float, least: int = 1) -> int:
        return max(least, int(size * percent / 100))

    agreements, projects = share(6), share(1)
    rest = (
        share(4),
        share(8, least=4),
        share(1),
        share(0.5),
        agreements,
        agreements * 3,
        projects,
        projects * 4,
        share(3),
        share(2),
        share(1),
        share(1),
        share(0.5),
    )
    return Counts(*rest, max(1, size - sum(rest)))


def generate(folder: Path, size: int, seed: int = 1, careless: bool = False) -> int:
    """Write a record set below `folder`; gives the number of records."""
    chance = random.Random(seed)
    written = 0
    for path, text in records(counts(size), chance, careless):
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        written += 1
    return written


def records(count: Counts, chance: random.Random, careless: bool) -> Iterator[tuple[str, str]]:
    """Every record as path below `records/` and text."""
    return chain(organisation(count, chance, careless), year(count, chance, careless))


def organisation(count: Counts, chance: random.Random, careless: bool) -> Iterator[tuple[str, str]]:
    """What stays: who there is, what there is, and what is agreed."""
    for number in range(count.people):
        yield f"people/p{number}.yaml", person(number, count)
    for number in range(count.suppliers):
        yield f"suppliers/s{number}.yaml", f"name: Supplier {number}\nmanager: p{number % 4}\n"
    for number in range(count.services):
        yield f"services/v{number}.yaml", service(number, count)
    for number in range(count.customers):
        yield f"customers/c{number}.yaml", customer(number, count, chance)
    for number in range(count.agreements):
        text = agreement(number, count, chance)
        yield f"agreements/a{number}.yaml", text if careless else text + in_order(number)


def year(count: Counts, chance: random.Random, careless: bool) -> Iterator[tuple[str, str]]:
    """What passes: reports, meetings and all that is said and done."""
    for number in range(count.reports):
        yield f"reports/r{number}.yaml", report(number, count, chance, careless)
    for number in range(count.projects):
        yield f"projects/j{number}.yaml", project(number, count, careless)
    for number in range(count.statuses):
        yield f"statuses/s{number}.yaml", status(number, count, chance, careless)
    for number in range(count.feedback):
        yield f"feedback/f{number}.yaml", feedback(number, count, chance, careless)
    for number in range(count.ideas):
        yield f"ideas/i{number}.yaml", idea(number, count, chance, careless)
    for number in range(count.surveys):
        yield f"surveys/q{number}.yaml", survey(number, count, chance)
    for number in range(count.plans):
        yield f"plans/l{number}.yaml", plan(number, count)
    for number in range(count.loads):
        yield f"loads/d{number}.yaml", load(number, count, careless)
    for number in range(count.meetings):
        day = START + timedelta(days=number * 1620 // count.meetings)
        text = meeting(number, day, count, chance, careless)
        yield f"meetings/{day.year}/{day}-m{number}.md", text


def holder(customer_number: int, count: Counts) -> int:
    """The person who decides for a customer; the first four people are on the IT side."""
    return 4 + customer_number % max(1, count.people - 4) if count.people > 4 else 0


def person(number: int, count: Counts) -> str:
    """A person: the first four are the IT organisation's own."""
    org = "provider" if number < 4 else f"c{(number - 4) % count.customers}"
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]} {number}"
    return f"name: {name}\norg: {org}\njob_title: Head of things\nemail: p{number}@example.org\n"


def service(number: int, count: Counts) -> str:
    """A service in use; one in ten is bought from a supplier."""
    depends = f"depends_on: [v{number - 1}]\n" if number % 10 == 2 else ""
    supplier = f"supplier: s{number % count.suppliers}\n" if number % 10 == 0 else ""
    return (
        f"name: Service {number}\nstate: live\ntype: customer-facing\nowner: p{number % 4}\n"
        f"description: What service {number} does for those who use it.\n{supplier}{depends}"
    )


def customer(number: int, count: Counts, chance: random.Random) -> str:
    """A unit with its roles; ten units are under each."""
    parent = f"parent: c{(number - 1) // 10}\n" if number else ""
    decides, ours, desk = holder(number, count), number % 4, (number + 1) % 4
    roles = f"""\
  - person: p{decides}
    role: customer
    level: strategic
    from: 2022-01-01
    mandate: {{decide: true, fund: true, limit: {{amount: 5000000, per: year}}}}
  - {{person: p{decides}, role: user-representative, level: operational, from: 2022-01-01}}
  - {{person: p{ours}, role: business-relationship-manager, level: tactical, from: 2022-01-01}}
  - {{person: p{desk}, role: service-desk, level: operational, from: 2022-01-01}}
"""
    agreed = range(number, count.agreements, count.customers)
    used = {one % count.services for one in agreed} | {number % count.services}
    if number % 10 == 0:
        used.add(chance.randrange(count.services))
    services = "".join(f"  - {{service: v{one}, since: 2022-01-01}}\n" for one in sorted(used))
    return (
        f"name: Unit {number}\nunit: department\n{parent}tier: c\ndecides_budget: true\n"
        f"roles:\n{roles}services:\n{services}"
    )


def agreement(number: int, count: Counts, chance: random.Random) -> str:
    """An agreement in force with three targets."""
    owner = number % count.customers
    start = date(2023, 1, 1) + timedelta(days=chance.randrange(1200))
    targets = "".join(
        f"  - id: t{one}\n    service: v{number % count.services}\n    metric: availability\n"
        f"    description: The service can be used in service hours.\n    operator: '>='\n"
        f"    value: 99.{one + 1}\n    unit: '%'\n    window: month\n"
        "    method: Measured every minute.\n"
        for one in range(3)
    )
    signatures = "".join(
        f"  - {{side: {side}, person: p{who}, on: {start}}}\n"
        for side, who in (("customer", holder(owner, count)), ("provider", number % 4))
    )
    return (
        f"title: Agreement {number}\nnumber: AGR-{number:05}\ntype: sla\ncustomer: c{owner}\n"
        f"provider: provider\nservices: [v{number % count.services}]\nversion: '1'\n"
        f"state: active\nsignatures:\n{signatures}"
        f"term: {{start: {start}, months: 24, renewal: tacit, renewal_months: 12, "
        f"notice_months: 3}}\nfunding:\n  - {{model: chargeback, amount: {chance.randrange(1, 90)}000, "
        f"approved_by: p{holder(owner, count)}, approved_on: {start}}}\n"
        f"targets:\n{targets}exceptions: none\n"
    )


def in_order(number: int) -> str:
    """What a careful service level manager adds to an agreement."""
    return (
        "workload_limits: []\nreview: {every_months: 12, last: 2026-02-02}\n"
        f"contacts: {{complaint: p{number % 4}, escalation: p{(number + 1) % 4}}}\n"
    )


def report(number: int, count: Counts, chance: random.Random, careless: bool) -> str:
    """What was measured in one of the latest months; one target in twenty is missed."""
    owner, back = number % count.agreements, number // count.agreements
    month = date(LAST_MONTH.year, LAST_MONTH.month - back, 1)
    last = date(month.year, month.month + 1, 1) - timedelta(days=1)
    lines = ""
    for one in range(3):
        if careless and one == 2:
            continue
        missed = chance.random() < (0.5 if careless else 0.05)
        why = "" if careless or not missed else ", explanation: A disk was full."
        lines += f"  - {{target: t{one}, measured: {'98.2' if missed else '99.95'}{why}}}\n"
    return (
        f"title: Report {number}\nagreement: a{owner}\nagreement_version: '1'\n"
        f"period: {{from: {month}, to: {last}}}\nlines:\n{lines}"
        f"prepared_by: p{number % 4}\npublished: {last + timedelta(days=6)}\n"
    )


def project(number: int, count: Counts, careless: bool) -> str:
    """A project that runs."""
    owner = number % count.customers
    ends = "2026-03-31" if careless else "2026-12-18"
    return (
        f"title: Project {number}\nsummary: Project {number} makes something shorter.\n"
        f"customers: [c{owner}]\ntype: running\nsponsor: p{holder(owner, count)}\n"
        f"manager: p{number % 4}\nstart: 2025-09-01\nend_baseline: {ends}\n"
        f"services: [v{number % count.services}]\n"
    )


def status(number: int, count: Counts, chance: random.Random, careless: bool) -> str:
    """How a project stands, at the end of one of the latest months."""
    back = number // count.projects + (3 if careless else 0)
    day = date(LAST_MONTH.year, LAST_MONTH.month, 28) - timedelta(days=30 * back)
    risk = "{id: r1, text: It may be late, probability: 2, impact: 2, mitigation: Ask weekly}"
    risks = "" if careless else f"risks:\n  - {risk}\n"
    return (
        f"title: Status {number}\nproject: j{number % count.projects}\non: {day}\n"
        f"rag: {'red' if careless else chance.choice(('green', 'green', 'amber'))}\n"
        f"percent: {95 - 15 * back}\ndone: [{sentence(chance)[:-1]}]\n"
        f"next: [{sentence(chance)[:-1]}]\n{risks}"
    )


def feedback(number: int, count: Counts, chance: random.Random, careless: bool) -> str:
    """A complaint, heard and closed within a week; a careless one is still open."""
    owner, ours = number % count.customers, number % 4
    day = START + timedelta(days=number * 1500 // count.feedback)
    closed = (
        f"acknowledged: {day + timedelta(days=1)}\nstate: closed\n"
        f"resolution: {sentence(chance)}\naccepted: true\nclosed: {day + timedelta(days=6)}\n"
    )
    return (
        f"title: Complaint {number}\ntype: complaint\ncustomer: c{owner}\n"
        f"raised_by: p{holder(owner, count)}\nreceived: {day}\nchannel: mail\n"
        f"text: {sentence(chance)}\nowner: p{ours}\n{'state: logged' if careless else closed}\n"
    )


def idea(number: int, count: Counts, chance: random.Random, careless: bool) -> str:
    """A wish, and whether something covers it already."""
    owner, ours = number % count.customers, number % 4
    day = START + timedelta(days=number * 1500 // count.ideas)
    assessed = (
        f"match: {{verdict: covered, refs: [services/v{number % count.services}], by: p{ours}, "
        f"on: {day + timedelta(days=9)}}}\nstate: completed\n"
    )
    return (
        f"title: Idea {number}\ntext: {sentence(chance)}\nsubmitted_by: internal\n"
        f"customer: c{owner}\norigin: customer\nraised_by: p{holder(owner, count)}\n"
        f"on: {day}\n{'state: new' if careless else assessed}\n"
    )


def survey(number: int, count: Counts, chance: random.Random) -> str:
    """A survey of one unit."""
    counts = [chance.randrange(1, 12) for _ in range(5)]
    answers = ", ".join(f"{score}: {many}" for score, many in enumerate(counts, 1))
    return (
        f"title: Survey {number}\ntype: relationship\ncustomers: [c{number % count.customers}]\n"
        f"period: {{from: 2026-01-12, to: 2026-01-30}}\nscale: 1-5\naudience: Everybody\n"
        f"population: 200\ninvited: 90\nresponded: {sum(counts)}\nquestions:\n"
        f"  - {{id: q1, text: How content are you?, counts: {{{answers}}}}}\n"
        "published: 2026-02-20\nanalysis: Repairs are praised.\n"
    )


def plan(number: int, count: Counts) -> str:
    """What a unit intends."""
    return (
        f"title: Plan {number}\ncustomer: c{number % count.customers}\n"
        "period: {from: 2026-01-01, to: 2026-12-31}\nsource: operational-plan\nobjectives:\n"
        f"  - {{id: o1, statement: Shorter queues, due: 2026-12-31, "
        f"supported_by: [services/v{number % count.services}]}}\n"
    )


def load(number: int, count: Counts, careless: bool) -> str:
    """The support of one service in a quarter."""
    return (
        f"title: Support load {number}\nteam: Team {number}\n"
        f"service: v{number % count.services}\nperiod: {{from: 2026-01-01, to: 2026-03-31}}\n"
        f"opened: 310\nclosed: 305\nbacklog: 20\nhours: {1400 if careless else 900}\n"
        "capacity_hours: 1100\n"
    )


def meeting(number: int, day: date, count: Counts, chance: random.Random, careless: bool) -> str:
    """Minutes with topics, lists, tables, actions and a decision; careless ones are not approved,
    and nobody closes their actions."""
    owner = number % count.customers
    who, ours = holder(owner, count), number % 4
    topics = "\n".join(topic(chance, one) for one in range(chance.choice(TOPICS)))
    due = day + timedelta(days=30)
    approved = "" if careless else f"approved: {{by: p{who}, on: {day}}}\n"
    done = "" if careless else f" closed {due}: done as planned"
    actions = "".join(
        f"- [{' ' if careless else 'x'}] (a{one}) @p{ours} due {due}: {sentence(chance)}{done}\n"
        for one in range(1, 4 if careless else 2)
    )
    return (
        f"---\ntitle: Meeting {number} with unit {owner}\ndate: {day}\ntype: service-review\n"
        f"level: {LEVELS[number % 3]}\ncustomers: [c{owner}]\nstate: held\nchair: p{ours}\n"
        f"attendees: [{{person: p{who}}}, {{person: p{ours}}}]\n"
        f"{approved}---\n\n# Notes\n\n"
        f"About [[customers/c{owner}]] and [[services/v{number % count.services}]], "
        f"with @p{who}.\n\n{topics}\n"
        f"- **Decision** (d1) @p{who}: {sentence(chance)}\n{actions}"
    )


def topic(chance: random.Random, number: int) -> str:
    """A heading, text, and a list or a table."""
    text = " ".join(sentence(chance) for _ in range(4))
    if number % 3 == 2:
        rows = "\n".join(f"| week {week} | {chance.randrange(900)} |" for week in range(5))
        return f"## Topic {number}\n\n{text}\n\n| When | How many |\n|---|---|\n{rows}\n"
    points = "\n".join(f"- {sentence(chance)}\n  - {sentence(chance)}" for _ in range(2))
    return f"## Topic {number}\n\n{text}\n\n{points}\n"


def sentence(chance: random.Random) -> str:
    """Ten to twenty words."""
    words = chance.choices(WORDS, k=chance.randrange(8, 16))
    return f"{' '.join(words).capitalize()}."


if __name__ == "__main__":
    made = generate(Path(sys.argv[1]), int(sys.argv[2]), careless="careless" in sys.argv[3:])
    print(f"{made:,} records")
