"""The styleguide: every macro in every state, on one page that browsers and axe are run on.

Its values are made up and never change with the records, so a changed picture means a changed look.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.site.calendar_months import MonthCard
from brmsite.site.contact_picture import WAYS
from brmsite.site.draw.chart import Mark, Point, draw_chart
from brmsite.site.draw.contact_figure import (
    DrawnContacts,
    FigureRow,
    FigureSide,
    Words,
    draw_contacts,
)
from brmsite.site.draw.relations import Related, draw_relations
from brmsite.site.draw.tree import Box, DrawnTree, draw_tree
from brmsite.site.draw.wheel import DrawnWheel, WheelMonth, draw_wheel
from brmsite.site.page import Page
from brmsite.site.relation_items import HEADS, RelationsView
from brmsite.site.shapes import (
    Aside,
    Backlinks,
    Bar,
    Cell,
    Chart,
    Code,
    Column,
    Day,
    Edit,
    Empty,
    Entry,
    Fact,
    Heat,
    HeatCell,
    HeatRow,
    Item,
    Line,
    Link,
    Listing,
    Matrix,
    MatrixCell,
    MatrixRow,
    Note,
    Number,
    Pager,
    Provenance,
    Row,
    Spark,
    Strip,
    Table,
    Tag,
    Text,
    Tick,
    Tile,
    Tone,
    TreeNode,
    line,
)


@dataclass(frozen=True, slots=True)
class StyleguideView:
    """Sample values for every macro, one field for each state."""

    tag: Tag
    day: Day
    link: Link
    number: Number
    code: Code
    edit: Edit
    spark: Spark
    inline: tuple[Line, ...]
    tiles: tuple[tuple[Tile, ...], ...]
    notes: tuple[Note, ...]
    facts: tuple[Fact, ...]
    empties: tuple[Empty, ...]
    tables: tuple[Table, ...]
    views: tuple[Entry, ...]
    pager: Pager
    short_pager: Pager
    lists: tuple[Listing, ...]
    side_list: Listing
    tree: tuple[TreeNode, ...]
    orgtree: DrawnTree | None
    charts: tuple[Chart, ...]
    relations: RelationsView | None
    contactfigure: DrawnContacts
    wheel: DrawnWheel
    months: tuple[MonthCard, ...]
    heat: Heat
    matrix: Matrix
    strip: Strip
    strip_days: tuple[Fact, ...]
    provenance: Provenance


TODAY = Day("2026-11-16", "2026-11-16")

AGREEMENTS = Empty(
    "No agreements.",
    "Finance has none in the register.",
    line(
        "Add a file under ",
        Code("records/agreements"),
        " with ",
        Code("customer: finance"),
        ".",
    ),
)


def pages() -> Iterator[Page]:
    """The styleguide."""
    yield Page(
        "styleguide.html",
        "pages/styleguide.html",
        "Styleguide",
        view,
        crumbs=(("Home", "index.html"),),
        judges=True,
    )


def view() -> StyleguideView:
    """The sample values."""
    return StyleguideView(
        tag=Tag("In force", "ok"),
        day=TODAY,
        link=Link("Finance", "#inline"),
        number=Number("8\u202f635\u202fk", 8_635_000),
        code=Code("customer: finance"),
        edit=Edit("99.9", "99.5"),
        spark=_missed_spark(),
        inline=_inline(),
        tiles=_tiles(),
        notes=_notes(),
        facts=_facts(),
        empties=(AGREEMENTS, Empty("Not measured.", "No report covers October 2026.")),
        tables=(_register(), _small_table(), _empty_table()),
        views=(
            Entry("In force", "#views", current=True, count="160"),
            Entry("Notice due", "#views", count="17"),
            Entry("Past end", "#views", count="94"),
            Entry("Draft", "#views", count="6"),
            Entry("Timeline", "#views"),
            Entry("All", "#views", count="260"),
        ),
        pager=Pager(
            "201 to 400 of 2,130 agreements",
            (
                Entry("1", "#pager"),
                Entry("2", "#pager", current=True),
                Entry("3", "#pager"),
                Entry("…", ""),
                Entry("11", "#pager"),
            ),
            before="#pager",
            after="#pager",
        ),
        short_pager=Pager("All 12 agreements", ()),
        lists=_lists(),
        side_list=_week(),
        tree=_tree(),
        orgtree=_orgtree(),
        charts=tuple(_charts()),
        relations=_relations(),
        contactfigure=_contactfigure(),
        wheel=_wheel(),
        months=_months(),
        heat=_heat(),
        matrix=_matrix(),
        strip=_strip(),
        strip_days=tuple(Fact(_name(bar), (line(bar.text),)) for bar in _strip().bars),
        provenance=_provenance(),
    )


def _name(bar: Bar) -> str:
    """What the term of a bar is called."""
    return "".join(piece.text for piece in bar.title if isinstance(piece, (Text, Link)))


def _inline() -> tuple[Line, ...]:
    return (
        line(
            Tag("In force", "ok"),
            " ",
            Tag("Notice due", "warn"),
            " ",
            Tag("Notice passed", "bad"),
            " ",
            Tag("Open", "info"),
            " ",
            Tag("Not measured", "mute"),
        ),
        line("A day in a sentence is ", Day("2026-12-03", "3 Dec 2026"), "; a table has ISO."),
        line("Decides: ", Link("Vera Eriksen", "#inline"), ", ", Aside("head of finance"), "."),
        line("Worth ", Number("8\u202f635\u202fk", 8_635_000), " a year."),
        line("Set ", Code("notice: P3M"), " in ", Code("records/agreements/agr-0004.yaml"), "."),
        line("Notice date ", Edit("2027-02-01", "2027-03-01")),
        line("Signed copy ", Edit("", "signed-2026.pdf"), "; fallback ", Edit("phone", "")),
        line("Missed now ", _missed_spark()),
        line("Met, with a gap ", _gap_spark()),
        line("Flat, without a target ", Spark((3, 3, 3, 3), "3 in every quarter")),
    )


def _missed_spark() -> Spark:
    return Spark(
        (99.7, 99.6, 99.8, 99.1, 99.6, 99.5, 99.9, 99.6, 99.2, 99.8, 99.3, 98.6),
        "Availability: missed in 4 of 12 months, last 98.6 of 99.5",
        target=99.5,
        missed=(3, 8, 10, 11),
    )


def _gap_spark() -> Spark:
    return Spark(
        (4.1, 4.0, 3.9, None, None, 4.2, 4.3, 4.1),
        "Satisfaction: met in 5 of 6 halves, 2 not asked, last 4.1 of 4.0",
        target=4.0,
        missed=(2,),
    )


def _tiles() -> tuple[tuple[Tile, ...], ...]:
    return (
        (
            Tile("Notice dates in 60 days", Text("14"), line("next ", TODAY), "#tiles", "warn"),
            Tile("Overdue actions", Text("125"), line("oldest 854 days"), "#tiles", "bad"),
            Tile("Levels missed", Text("200 of 547"), line("measured last month"), tone="bad"),
            Tile("Meetings this week", Text("5"), line("2 without agenda"), "#tiles", "info"),
            Tile("Satisfaction", Text("4.1 of 5"), line("84 answers, 2026 H1"), tone="ok"),
        ),
        (
            Tile("Agreements in force", Text("4"), line("worth 31\u202f132\u202fk a year")),
            Tile("Next notice date", Day("2027-11-14", "2027-11-14")),
            Tile("Satisfaction", Text("Not asked"), tone="mute"),
        ),
    )


def _notes() -> tuple[Note, ...]:
    return (
        Note(
            "warn",
            line("Give notice by ", Day("2026-12-03", "3 Dec 2026"), " or it runs on"),
            (line("It then holds to 4 Mar 2028. Decides: ", Link("Olga Ulvik", "#note"), "."),),
        ),
        Note(
            "bad",
            line("2 overdue actions"),
            (
                line(Link("Send the signed copy to the archive", "#note"), ", 475 days late"),
                line(Link("Agree on a new limit for storage", "#note"), ", 37 days late"),
            ),
        ),
        Note("info", line("Minutes are due by ", Day("2026-11-20", "20 Nov 2026"))),
        Note("ok", line("All 15 levels met last month")),
        Note("mute", line("Closed on ", Day("2025-06-30", "30 Jun 2025"))),
    )


def _facts() -> tuple[Fact, ...]:
    return (
        Fact("Mandate", (line("Decides and funds, up to ", Number("5\u202f000\u202fk", 5e6)),)),
        Fact("Head", (line(Link("Dag Øst", "#facts")),)),
        Fact(
            "Purchasers",
            (
                line(Link("Dag Fjeld", "#facts"), " ", Aside("workplace")),
                line(Link("Anna Eriksen", "#facts"), " ", Aside("telephony")),
            ),
        ),
        Fact("Signed copy", (line(Tag("Missing", "warn")),)),
    )


REGISTER_COLUMNS = (
    Column("Agreement"),
    Column("Customer"),
    Column("Status", "status"),
    Column("Ends", "date"),
    Column("Notice by", "date"),
    Column("Levels met"),
    Column("12 months", "status"),
    Column("Value a year", "number", adds_up=True),
)

URGENCY = (
    Tag("Notice passed", "bad"),
    Tag("Notice due", "warn"),
    Tag("In force", "ok"),
    Tag("Upcoming", "info"),
    Tag("Draft", "mute"),
)
"""Statuses of agreements, the most urgent first: their place is their sort key."""


def _register() -> Table:
    rows = (
        ("Ticketing for North", "North", 0, "2027-03-04", "2026-10-03", 3_717),
        ("Payroll for Fleet", "Fleet, Culture", 1, "2027-02-25", "2026-11-25", 6_737),
        ("Workplace for Håkonshall", "Culture", 1, "2027-02-19", "2026-12-03", 8_692),
        ("Video Meetings Secure for Finance", "Finance", 2, "2028-08-13", "2027-11-14", 7_927),
        ("Åkermark Archive", "Water and Environment", 2, "2027-02-03", "2027-01-06", 479),
        ("Zoning Maps", "Planning", 3, "2030-01-01", "2029-06-30", 15_021),
        ("Network Basic for Øst", "Social Services", 4, "", "", -12),
    )
    return Table(
        "register",
        "In force, next notice date first",
        REGISTER_COLUMNS,
        tuple(
            Row(
                (
                    Cell(line(Link(title, "#register"))),
                    Cell(line(Link(customer, "#register"))),
                    Cell((URGENCY[urgency],), sort=str(urgency + 1)),
                    Cell((Day(ends, ends),) if ends else ()),
                    Cell((Day(notice, notice),) if notice else ()),
                    Cell(line(f"{urgency} of 5")),
                    Cell((_missed_spark() if urgency < 2 else _gap_spark(),)),
                    Cell((Number(f"{value:,} k".replace(",", "\u202f"), value * 1000),)),
                )
            )
            for title, customer, urgency, ends, notice, value in rows
        ),
        AGREEMENTS,
        controls=True,
    )


def _small_table() -> Table:
    return Table(
        "levels",
        "Service levels last month, missed first",
        (Column("Measure"), Column("Target", "number"), Column("Last", "number"), Column("Status")),
        tuple(
            Row((Cell(line(measure)), Cell(line(target)), Cell(line(last)), Cell((status,))))
            for measure, target, last, status in (
                ("Availability", "99.5 %", "98.6 %", Tag("Missed", "bad")),
                ("Response, priority 1", "15 min", "14 min", Tag("Near", "warn")),
                ("Incidents solved in time", "95 %", "97.2 %", Tag("Met", "ok")),
                ("User satisfaction", "4.0 of 5", "", Tag("Not measured", "mute")),
            )
        ),
        Empty("No service levels."),
        quiet=True,
        compact=True,
    )


def _empty_table() -> Table:
    return Table("none", "Agreements of Finance", REGISTER_COLUMNS, (), AGREEMENTS)


def _lists() -> tuple[Listing, ...]:
    no_actions = Empty("No open actions.", "Nothing was left open in the last three meetings.")
    actions = (
        Item(
            line(Link("Agree on who pays for the second network line", "#list")),
            (
                line("Due ", Day("2026-10-17", "17 Oct"), " (30 days late)"),
                line(Link("Elin Haugen", "#list")),
                line("Social Services"),
            ),
            (Tag("Overdue", "bad"),),
            id="ACT-00926",
        ),
        Item(
            line("Write down what the workshop tablets must be able to do without a network"),
            (line("Due ", Day("2026-11-19", "19 Nov")), line(Link("Finn Nyström", "#list"))),
            (Tag("Due soon", "warn"), Tag("Carried over", "mute")),
        ),
        Item(line("Ask the supplier for a price"), tags=(Tag("Open", "info"),)),
    )
    decisions = (
        Item(line("The price list for 2027 holds.")),
        Item(line("Storage above the limit is paid by the customer.")),
    )
    return (
        Listing(actions, no_actions, more=Link("All 31 open actions", "#list")),
        _week(),
        Listing(decisions, Empty("No decisions."), ordered=True),
        Listing((), no_actions),
    )


def _week() -> Listing:
    meetings = (
        Item(
            line(Link("Operational meeting, Workshops", "#list")),
            day=Day("2026-11-16", "2026-11-16"),
        ),
        Item(
            line(Link("Workplace for Clinics", "#list")),
            (line("notice date ", Edit("2027-02-01", "2027-03-01")),),
            day=Day("2026-11-18", "2026-11-18"),
        ),
    )
    return Listing(meetings, Empty("No meetings this week."))


def _tree() -> tuple[TreeNode, ...]:
    clinics = TreeNode(
        line(Link("Clinics", "#tree"), " ", Aside("purchaser Dag Fjeld")),
        below="2 units in Clinics",
        children=(
            TreeNode(line(Link("North Clinic", "#tree"))),
            TreeNode(line(Link("South Clinic", "#tree")), (Tag("No purchaser", "warn"),)),
        ),
    )
    return (
        TreeNode(
            line(
                Link("Health and Care", "#tree"),
                " ",
                Aside("Vera Eriksen, up to 5\u202f000\u202fk"),
            ),
            (Tag("Customer", "info"),),
            "4 units in Health and Care",
            (clinics, TreeNode(line(Link("Home Care", "#tree")))),
            open=True,
        ),
        TreeNode(line(Link("Culture", "#tree"))),
    )


def _orgtree() -> DrawnTree | None:
    children = {
        "Norvik Region": ("Health and Care", "Culture"),
        "Health and Care": ("Clinics", "Home Care", "Ministry of Administrative Affairs"),
    }
    holders = {"Norvik Region": "Dag Øst", "Health and Care": "Vera Eriksen", "Culture": "Elin Lie"}

    def box(name: str) -> Box:
        return Box(name, holders.get(name, "decided above"), "#orgtree", name in holders)

    return draw_tree(("Norvik Region",), children, box)


def _charts() -> Iterator[Chart]:
    months = (99.6, 98.7, 99.9, None, 99.8, 99.8, 99.4, 99.7)
    yield from _chart("Availability", "Missed in 2 of 8 months, 1 not measured.", months)
    yield from _chart("Answers in time", "3 months, none missed.", (99.9, 99.7, 99.5))


def _chart(title: str, text: str, figures: tuple[float | None, ...]) -> Iterator[Chart]:
    def mark(figure: float | None) -> Mark:
        return "missed" if figure is not None and figure < 99.5 else "met"

    points = [
        Point(figure, f"{figure} %", f"2026-{month:02}", mark(figure))
        for month, figure in enumerate(figures, 1)
    ]
    drawn = draw_chart(points, 99.5, "99.5 %")
    if drawn is not None:
        rows = tuple(
            Row(
                (
                    Cell(line(one.label)),
                    Cell(line("Not measured" if one.value is None else one.text)),
                )
            )
            for one in reversed(points)
        )
        columns = (Column("Period"), Column("Measured", "number"))
        id = f"chart-{len(figures)}"
        yield Chart(drawn, title, text, id, Table(id, title, columns, rows, AGREEMENTS, quiet=True))


def _relations() -> RelationsView | None:
    below = {"SLA Yard": ("Yard system", "OLA Network"), "Yard system": ("Network", "Tavrin")}
    above = {"SLA Yard": ("Logistics", "Merivia Lines")}

    def related(key: str) -> Related:
        is_gap = key == "Merivia Lines"
        return Related(key, "no agreement" if is_gap else "Service, vital", "#relations", is_gap)

    drawn = draw_relations(
        "SLA Yard", lambda key: below.get(key, ()), lambda key: above.get(key, ()), related, HEADS
    )
    if drawn is None:
        return None
    rows = tuple(
        Row((Cell(line(Link(above, "#relations"))), Cell(line(Link(below, "#relations")))))
        for below, above in drawn.shown
    )
    columns = (Column("Who depends"), Column("On what"))
    return RelationsView(
        drawn,
        "What SLA Yard rests on, and what rests on it",
        "It rests on 2 records (left). On it rest 2 customers (right).",
        line("The picture shows 7 of 12 records, the nearest ones."),
        Table("relations", "Who depends on what", columns, rows, AGREEMENTS, quiet=True),
    )


def _contactfigure() -> DrawnContacts:
    def side(name: str, role: str, said: str = "") -> FigureSide:
        return FigureSide(((Words(name, "#contactfigure"), role),), said)

    met = (Words("last met 2026-11-02", "#contactfigure"), Words("next 2026-12-16"))
    gap = FigureSide((), "Gap: nobody has a role here", is_gap=True)
    rows = (
        FigureRow(
            "Strategic",
            side("Dag Øst", "customer"),
            side("Priya Grøn", "IT management"),
            (Words("never met"),),
        ),
        FigureRow(
            "Tactical",
            side("Anna Eriksen", "purchaser", "and 2 more"),
            side("Vera Eriksen", "business relationship manager"),
            met,
        ),
        FigureRow("Operational", gap, side("Jens Vik", "service desk"), met[:1]),
    )
    return draw_contacts(("Finance", "IT"), WAYS, rows)


def _wheel() -> DrawnWheel:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    due: dict[str, tuple[str, Tone | None]] = {
        "Jan": ("1/1", "ok"),
        "Sep": ("0/1", "bad"),
        "Nov": ("1/2", "warn"),
    }
    months = []
    for number, name in enumerate(names):
        count, tone = due.get(name, ("", None))
        months.append(WheelMonth(name, count, tone, number % 5, name == "Nov"))
    return draw_wheel(months, "50 %", "done")


def _months() -> tuple[MonthCard, ...]:
    review = Item(
        line(Link("Review of the price list", "#months")),
        (line("Vera Eriksen"),),
        (Tag("Overdue", "bad"),),
    )
    meeting = Item(
        line(Link("Operational meeting, Workshops", "#months")),
        day=Day("2026-11-18", "2026-11-18"),
    )
    more = Link("All 5 meetings", "#months")
    counts = (line(Link("3 notice dates", "#months")),)
    return (
        MonthCard("month-10", "October 2026", False, True, (review,), (), None, ()),
        MonthCard("month-11", "November 2026", True, False, (), (meeting,), more, counts),
        MonthCard("month-12", "December 2026", False, False, (), (), None, ()),
    )


def _heat() -> Heat:
    agreed = HeatCell(Tag("Agreed", "ok"))
    vital = HeatCell(Tag("Agreed", "ok"), "vital")
    bare = HeatCell(Tag("No agreement", "warn"))
    worst = HeatCell(Tag("No agreement", "bad"), "vital")
    unused = HeatCell(Tag("Agreed, not used", "mute"))
    below = HeatCell(Tag("Used below", "info"))
    names = ("Yard and warehouse management", "Network", "Payroll", "Ticketing", "Workplace")
    rows = (
        ("Finance", (agreed, None, vital, bare, None)),
        ("Logistics Division", (vital, worst, None, unused, below)),
    )
    return Heat(
        "heat",
        "Services by customers",
        "Customer",
        tuple(Link(name, "#heat") for name in names),
        tuple(HeatRow(Link(name, "#heat"), cells) for name, cells in rows),
    )


def _matrix() -> Matrix:
    gap = MatrixCell((line(Tag("Gap", "warn")), line(Aside("nobody since June"))), "warn")
    return Matrix(
        "contacts",
        "Who talks to whom, and when they last met",
        "Side",
        ("Strategic", "Tactical", "Operational"),
        (
            MatrixRow(
                line("Finance"),
                (
                    MatrixCell((line(Link("Dag Øst", "#matrix")), line(Aside("head, mandate")))),
                    MatrixCell((line(Link("Anna Eriksen", "#matrix")),)),
                    gap,
                ),
            ),
            MatrixRow(
                line("IT"),
                (
                    MatrixCell((line(Link("Priya Grøn", "#matrix")),)),
                    MatrixCell((line(Link("Vera Eriksen", "#matrix")),)),
                    MatrixCell((line("Service desk"),)),
                ),
            ),
            MatrixRow(
                line("Last met"),
                (
                    MatrixCell((line(Day("2026-08", "2026-08")),)),
                    MatrixCell((line(Tag("Overdue", "bad")),), "bad"),
                    MatrixCell((line(Day("2026-11-02", "2026-11-02")),)),
                ),
            ),
        ),
    )


def _strip() -> Strip:
    return Strip(
        "Terms; colour after the last notice day, the line is 16 Nov 2026",
        (Tick(0, "2025"), Tick(25, "2026"), Tick(50, "2027"), Tick(75, "2028")),
        (
            Bar(
                line(Link("Document Signing for Finance", "#timeline")),
                6.5,
                56.8,
                "2025-04-10 to 2027-04-10, notice date 2026-07-11 has passed",
                decided=38.2,
                tone="bad",
            ),
            Bar(
                line(Link("Video Meetings Basic for Finance", "#timeline")),
                14,
                89.3,
                "2025-07-26 to 2028-07-26, notice by 2028-01-26",
                decided=76.8,
            ),
            Bar(line("Framework"), 40, 100, "from 2026-08-01, no end"),
        ),
        today=47,
    )


def _provenance() -> Provenance:
    return Provenance(
        "records/customers/finance.yaml",
        line(Day("2026-11-12", "12 Nov 2026"), ", Vera Eriksen: new head"),
        (
            Backlinks(
                "Agreements",
                (Link("Ticketing for North", "#provenance"), Link("Payroll", "#provenance")),
                Link("All 12 agreements", "#provenance"),
            ),
            Backlinks("Projects", (Link("One desk", "#provenance"),)),
        ),
    )
