"""The words of this site, each with its one meaning, and what others call the same thing.

Names in other frameworks are those of ITIL 4, ITIL 2011, the BRM Institute and ISO/IEC 20000-1:2018
(with the number of the clause). Where a framework has no word of its own, none is given.
"""

from __future__ import annotations

from dataclasses import dataclass

ITIL_4 = "ITIL 4"
ITIL_2011 = "ITIL 2011"
BRM_INSTITUTE = "BRM Institute"
ISO_20000 = "ISO/IEC 20000-1"

FRAMEWORKS = (ITIL_4, ITIL_2011, BRM_INSTITUTE, ISO_20000)


@dataclass(frozen=True, slots=True)
class Term:
    """One word. `kind` is the name of the kind of record that it is written in, if there is one;
    `elsewhere` has pairs of a framework and the word used there."""

    word: str
    meaning: str
    kind: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()


TERMS = (
    Term("Action", "Something one person has promised in a meeting to do by a day.", "meeting"),
    Term("Activity", "Something that is done every year, by whom, and which records show it."),
    Term("Address", "How a record is named everywhere: its folder and id, `agreements/sla-hr`."),
    Term(
        "Agreement",
        "What two sides have promised each other: services, levels, money and time.",
        "agreement",
        ((ISO_20000, "documented agreement"),),
    ),
    Term(
        "Amendment",
        "A change of an agreement in force that both sides have signed.",
        "agreement",
    ),
    Term("As-of date", "The day for which everything on the site is worked out."),
    Term("Attainment", "Of the results that could be judged, how many met their target."),
    Term(
        "Attestation",
        "A customer's own word that something of ours has helped, and to do what.",
        "attestation",
    ),
    Term(
        "Business relationship management",
        "Knowing customers, talking with them, and following up how content they are.",
        "customer",
        (
            (ITIL_4, "relationship management"),
            (ITIL_2011, "business relationship management"),
            (BRM_INSTITUTE, "business relationship management"),
            (ISO_20000, "business relationship management (8.3.2)"),
        ),
    ),
    Term(
        "Cadence",
        "How often we mean to meet a customer at one level, and how long may pass at most.",
        "customer",
        ((ISO_20000, "planned intervals"),),
    ),
    Term(
        "Change request",
        "A wish to change something: inside the agreement or outside of it.",
        "change",
        ((ITIL_2011, "request for change"), (ISO_20000, "request for change")),
    ),
    Term(
        "Complaint",
        "Feedback that something is wrong, followed until it is closed.",
        "feedback",
        ((ITIL_2011, "complaint"), (ISO_20000, "service complaint")),
    ),
    Term("Contact matrix", "Who talks to whom: three levels, the customer's side and IT's side."),
    Term(
        "Customer",
        "An organisational unit that receives IT services.",
        "customer",
        (
            (ITIL_4, "service consumer"),
            (ITIL_2011, "customer"),
            (BRM_INSTITUTE, "business partner unit"),
            (ISO_20000, "customer"),
        ),
    ),
    Term(
        "Customer role",
        "The role `customer`: somebody with the mandate to decide on IT services and to pay.",
        "customer",
        ((ITIL_4, "customer and sponsor"), (ITIL_2011, "authorised customer representative")),
    ),
    Term("Decision", "Something that was decided in a meeting, and by whom.", "meeting"),
    Term("Decision burden", "How many decisions and questions we put to a customer in a month."),
    Term(
        "Escalation",
        "Something that is taken to a higher level, because it was not settled where it stood.",
        "escalation",
        ((ITIL_2011, "hierarchic escalation"), (ISO_20000, "escalation")),
    ),
    Term(
        "Feedback",
        "What customers say without being asked: a complaint, a compliment, a suggestion.",
        "feedback",
    ),
    Term("Finding", "Something wrong or missing, with a name, a place and what to do."),
    Term(
        "Framework agreement",
        "An agreement that sets the rules for later ones.",
        "agreement",
    ),
    Term(
        "Funding", "Where the money for an agreement comes from, and who approved it.", "agreement"
    ),
    Term(
        "Health",
        "How the relationship with a customer stands, from 0 to 100; its parts are always shown.",
        "customer",
    ),
    Term(
        "Idea",
        "Something that somebody wishes for, with our verdict on how much of it we cover.",
        "idea",
    ),
    Term("Kind", "The type of a record; each kind has a folder below `records/`."),
    Term(
        "Letter of understanding",
        "What is meant before it is fixed in an agreement.",
        "agreement",
    ),
    Term(
        "Level",
        "How far ahead: strategic about a year, tactical months, operational weeks to hours.",
        "customer",
    ),
    Term(
        "Mandate",
        "The right to decide and fund, up to a limit. Only the role `customer` has it.",
        "customer",
    ),
    Term(
        "Maturity",
        "How mature one side judges the relationship to be, from 1 to 5.",
        "customer",
    ),
    Term(
        "Meeting", "People of both sides at one table, planned or held, and its minutes.", "meeting"
    ),
    Term("Meeting pack", "What to know before one meets a customer, on one page."),
    Term("Miss", "A result that did not meet its target.", "report"),
    Term("Notice date", "The last day on which notice keeps an agreement from running on."),
    Term(
        "Objective",
        "Something a customer wants to reach by a day, and what of ours supports it.",
        "plan",
    ),
    Term(
        "Offering",
        "One form in which a service can be had, with its price.",
        "service",
        ((ITIL_4, "service offering"),),
    ),
    Term(
        "OLA",
        "Operational level agreement: what a unit of our own promises IT.",
        "agreement",
        (
            (ITIL_2011, "operational level agreement"),
            (ISO_20000, "agreement with an internal supplier (8.3.4.2)"),
        ),
    ),
    Term(
        "Person",
        "Somebody in IT, at a customer or at a supplier, with the few facts that serve.",
        "person",
    ),
    Term("Plan", "What a customer's business intends in a time ahead.", "plan"),
    Term(
        "Project",
        "Work with a beginning and an end that concerns customers.",
        "project",
        ((ITIL_4, "project"), (ITIL_2011, "project")),
    ),
    Term("Provider", "The IT organisation itself.", "", ((ITIL_4, "service provider"),)),
    Term(
        "Pulse", "The relationship manager's own feeling for how things stand, 1 to 5.", "customer"
    ),
    Term(
        "Purchaser",
        "Somebody who chooses among existing services. A new one is decided by the customer.",
        "customer",
    ),
    Term("Record", "One file: a customer, an agreement, a meeting."),
    Term(
        "Register",
        "All records, linked.",
        "",
        ((ITIL_2011, "customer portfolio and customer agreement portfolio"),),
    ),
    Term(
        "Relationship manager",
        "Who in IT looks after the relationship with a customer.",
        "customer",
        (
            (ITIL_4, "relationship manager"),
            (ITIL_2011, "business relationship manager"),
            (BRM_INSTITUTE, "business relationship manager"),
            (ISO_20000, "person responsible for the relationship (8.3.2)"),
        ),
    ),
    Term(
        "Report",
        "Measured values for a period, against the targets of an agreement.",
        "report",
        ((ITIL_2011, "service report"), (ISO_20000, "service report (9.4)")),
    ),
    Term(
        "Requirement",
        "What a customer needs, before it is settled how it is met.",
        "requirement",
        ((ITIL_2011, "service level requirement"), (ISO_20000, "service requirement")),
    ),
    Term(
        "Role",
        "What a person does for a customer or service between two dates, at one level.",
        "customer",
    ),
    Term(
        "Service",
        "Something IT offers: in the pipeline, live or retired.",
        "service",
        ((ITIL_4, "service"), (ITIL_2011, "service"), (ISO_20000, "service")),
    ),
    Term(
        "Service level management",
        "Agreeing on service levels, measuring them, and acting where they are missed.",
        "agreement",
        (
            (ITIL_4, "service level management"),
            (ITIL_2011, "service level management"),
            (ISO_20000, "service level management (8.3.3)"),
        ),
    ),
    Term(
        "SLA",
        "Service level agreement: what IT promises a customer.",
        "agreement",
        (
            (ITIL_4, "service level agreement"),
            (ITIL_2011, "service level agreement"),
            (ISO_20000, "service level agreement (8.3.3)"),
        ),
    ),
    Term(
        "Status",
        "How a project stood on a day: its light, what was done, what is next, its risks.",
        "status",
    ),
    Term("Status brief", "How the projects of a customer stand, on one page to print."),
    Term(
        "Supplier",
        "A company outside our organisation on which our services rest.",
        "supplier",
        (
            (ITIL_4, "supplier"),
            (ITIL_2011, "supplier"),
            (ISO_20000, "external supplier (8.3.4.1)"),
        ),
    ),
    Term(
        "Supplier management",
        "Looking after suppliers: their contracts, what they deliver, and disputes with them.",
        "supplier",
        (
            (ITIL_4, "supplier management"),
            (ITIL_2011, "supplier management"),
            (ISO_20000, "supplier management (8.3.4)"),
        ),
    ),
    Term("Support load", "How many cases a team had in a period, against its capacity.", "load"),
    Term(
        "Survey",
        "What people answered when they were asked, as counts and never by name.",
        "survey",
        ((ITIL_2011, "customer satisfaction survey"), (ISO_20000, "measurement of satisfaction")),
    ),
    Term(
        "Target",
        "One measurable promise inside an agreement.",
        "agreement",
        (
            (ITIL_4, "service level target"),
            (ITIL_2011, "service level target"),
            (ISO_20000, "service level target (8.3.3)"),
        ),
    ),
    Term("Tier", "How much attention a customer is given: `a`, `b` or `c`.", "customer"),
    Term(
        "Underpinning contract",
        "What a supplier promises IT.",
        "agreement",
        (
            (ITIL_2011, "underpinning contract"),
            (ISO_20000, "contract with an external supplier (8.3.4.1)"),
        ),
    ),
    Term(
        "User",
        "Somebody who works with a service. A user representative speaks for many of them.",
        "customer",
        ((ITIL_4, "user"), (ITIL_2011, "user"), (ISO_20000, "user")),
    ),
    Term("Waiver", "A finding on one record that is known and accepted until a day."),
    Term(
        "Workload limit",
        "Up to how much work the targets of an agreement hold.",
        "agreement",
        ((ISO_20000, "workload limit (8.3.3)"),),
    ),
)
"""All words, in the order of the alphabet."""
