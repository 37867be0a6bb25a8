"""Makes a record set of any size, for measuring: the same size and seed give the same files.

    python tests/bench/generate.py FOLDER 10000

Of the records, three in four are minutes with bodies of about 4 kB, as in real registers; the rest
are customers in a tree, people, services, suppliers and agreements, all linked to each other.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
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
START = date(2022, 1, 3)


@dataclass(frozen=True)
class Counts:
    """How many records of each kind there are."""

    customers: int
    people: int
    services: int
    suppliers: int
    agreements: int
    meetings: int


def counts(size: int) -> Counts:
    """The shares of a register of `size` records; at least one of each kind."""
    customers, people = max(1, size * 4 // 100), max(4, size * 8 // 100)
    services, suppliers = max(1, size // 100), max(1, size // 200)
    agreements = max(1, size // 10)
    rest = size - customers - people - services - suppliers - agreements
    return Counts(customers, people, services, suppliers, agreements, max(1, rest))


def generate(folder: Path, size: int, seed: int = 1) -> int:
    """Write a record set below `folder`; gives the number of records."""
    chance = random.Random(seed)
    written = 0
    for path, text in records(counts(size), chance):
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        written += 1
    return written


def records(count: Counts, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Every record as path below `records/` and text."""
    for number in range(count.people):
        yield f"people/p{number}.yaml", person(number, count)
    for number in range(count.suppliers):
        yield f"suppliers/s{number}.yaml", f"name: Supplier {number}\nmanager: p{number % 4}\n"
    for number in range(count.services):
        yield f"services/v{number}.yaml", service(number, count)
    for number in range(count.customers):
        yield f"customers/c{number}.yaml", customer(number, count, chance)
    for number in range(count.agreements):
        yield f"agreements/a{number}.yaml", agreement(number, count, chance)
    for number in range(count.meetings):
        day = START + timedelta(days=number * 1700 // count.meetings)
        yield f"meetings/{day.year}/{day}-m{number}.md", meeting(number, day, count, chance)


def holder(customer_number: int, count: Counts) -> int:
    """The person who decides for a customer; the first four people are on the IT side."""
    return 4 + customer_number % max(1, count.people - 4) if count.people > 4 else 0


def person(number: int, count: Counts) -> str:
    """A person: the first four are the IT organisation's own."""
    org = "provider" if number < 4 else f"c{(number - 4) % count.customers}"
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]} {number}"
    return f"name: {name}\norg: {org}\njob_title: Head of things\nemail: p{number}@example.org\n"


def service(number: int, count: Counts) -> str:
    """A service in use."""
    depends = f"depends_on: [v{number - 1}]\n" if number % 3 == 2 else ""
    return (
        f"name: Service {number}\nstate: live\ntype: customer-facing\nowner: p{number % 4}\n"
        f"description: What service {number} does for those who use it.\n"
        f"supplier: s{number % count.suppliers}\n{depends}"
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
    used = chance.sample(range(count.services), min(3, count.services))
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


def meeting(number: int, day: date, count: Counts, chance: random.Random) -> str:
    """Minutes of about 4 kB with topics, lists, a table, actions and a decision."""
    owner = number % count.customers
    who, ours = holder(owner, count), number % 4
    topics = "\n".join(topic(chance, one) for one in range(6))
    due = day + timedelta(days=30)
    return (
        f"---\ntitle: Meeting {number} with unit {owner}\ndate: {day}\ntype: service-review\n"
        f"level: {LEVELS[number % 3]}\ncustomers: [c{owner}]\nstate: held\nchair: p{ours}\n"
        f"attendees: [{{person: p{who}}}, {{person: p{ours}}}]\n"
        f"approved: {{by: p{who}, on: {day}}}\n---\n\n# Notes\n\n"
        f"About [[customers/c{owner}]] and [[services/v{number % count.services}]], "
        f"with @p{who}.\n\n{topics}\n"
        f"- **Decision** (d1) @p{who}: {sentence(chance)}\n"
        f"- [x] (a1) @p{ours} due {due}: {sentence(chance)} closed {due}: done as planned\n"
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
    print(f"{generate(Path(sys.argv[1]), int(sys.argv[2])):,} records")
