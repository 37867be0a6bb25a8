"""The satisfaction pages: what is asked and answered, and what is kept from being told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.examine import examine
from brmsite.insight.satisfaction import Satisfaction
from brmsite.kinds.customer import Customer
from brmsite.site.addresses import Here
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pages import escalation as escalation_page
from brmsite.site.pages import escalations as escalations_page
from brmsite.site.pages import feedback as feedback_page
from brmsite.site.pages import feedback_register, satisfaction, surveys
from brmsite.site.pages import survey as survey_page
from brmsite.site.pages.escalation import EscalationView
from brmsite.site.pages.escalations import EscalationsView
from brmsite.site.pages.feedback import FeedbackView
from brmsite.site.pages.feedback_register import FeedbackRegisterView
from brmsite.site.pages.satisfaction import Rest, SatisfactionView
from brmsite.site.pages.survey import SurveyView
from brmsite.site.pages.surveys import SurveysView
from brmsite.site.satisfaction_items import satisfaction_lists, satisfaction_tile
from brmsite.site.shapes import Line, Row, Table, Tag, Tile
from brmsite.site.titles import unique_titles
from tests.conftest import Snapshot
from tests.site.small_project import BASE, main_of, meeting, pages_of


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def row(found: Row) -> list[str]:
    return [words(cell.line) for cell in found.cells]


def rows(table: Table) -> list[list[str]]:
    return [row(each) for each in table.rows]


def told(tiles: tuple[Tile, ...]) -> dict[str, tuple[str, str]]:
    return {tile.label: (words((tile.value,)), words(tile.note)) for tile in tiles}


def survey(day: str, counts: str, more: str = "", responded: int = 10) -> str:
    return f"""\
title: Survey {day}
type: relationship
customers: [logistics]
period: {{from: 2025-01-01, to: {day}}}
scale: 1-5
invited: 20
responded: {responded}
questions:
  - {{id: q1, text: Content?, counts: {counts}}}
{more}"""


COMPLAINT = """\
title: Nobody called back
type: complaint
customer: logistics
raised_by: d-costa
received: 2026-05-20
service: wms
text: I wait.
remedy_sought: A call.
severity: major
acknowledged: 2026-05-21
owner: k-berg
due: 2026-06-10
state: investigating
"""

ESCALATION = """\
title: Nobody may decide
origin: feedback/no-call
from_level: tactical
to_level: strategic
to: p-lind
raised_by: k-berg
raised: 2026-06-01
reason: It costs money.
response_due: 2026-06-12
"""

PRAISE = """\
title: Well done
type: compliment
customer: logistics
raised_by: A lorry driver
received: 2026-06-02
text: It works.
state: closed
"""

FILES = {
    **BASE,
    "customers/rail.yaml": "name: Rail\nparent: logistics\n",
    "meetings/m1.md": meeting("2026-06-03", body="- [ ] (a1) @k-berg due 2026-07-01: Call back\n"),
    "surveys/s2025.yaml": survey("2025-05-30", "{5: 3, 4: 5, 1: 2}", "target: 70\n"),
    "surveys/s2026.yaml": survey(
        "2026-05-30",
        "{5: 2, 4: 3, 2: 5}",
        "target: 70\nanalysis: It is the telephone.\nactions: [meetings/m1#a1]\n",
    ),
    "surveys/few.yaml": survey("2026-01-30", "{5: 4}", responded=4).replace(
        "type: relationship", "type: service\nservices: [wms]"
    ),
    "feedback/no-call.yaml": COMPLAINT,
    "feedback/praise.yaml": PRAISE,
    "escalations/up.yaml": ESCALATION,
}


def overview(folder: Path, files: dict[str, str] = FILES) -> SatisfactionView:
    view = pages_of(folder, files, satisfaction.pages)["satisfaction.html"].view()
    assert isinstance(view, SatisfactionView)
    return view


def rest(view: SatisfactionView) -> Rest:
    assert view.rest is not None
    return view.rest


# --- The overview --------------------------------------------------------------------------------


def test_the_overview_tells_scores_complaints_and_escalations(tmp_path: Path) -> None:
    view = overview(tmp_path)
    seen = told(rest(view).tiles)
    assert seen["Contented"] == ("65 %", "13 of 20 answers were 4 or 5")
    assert seen["Answered"] == ("40 %", "24 of 60 who were asked")
    assert seen["Open complaints"] == ("1", "1 of them late")
    assert seen["Open escalations"] == ("1", "1 without the answer due")
    assert rows(view.customers) == [
        [
            "Logistics",
            "50 % Below target",
            "80 % to 50 %: worse worse",
            "10",
            "2026-05-30",
            "",
            "1",
        ],
        ["Rail", "Not asked", "", "", "", "", ""],
    ]
    assert rows(rest(view).services) == [
        ["Yard system", "Fewer than 5 answers", "", "4", "2026-01-30", "1"]
    ]


def test_the_least_content_stand_first_and_who_was_not_asked_last(tmp_path: Path) -> None:
    files = {
        **BASE,
        "customers/a-silent.yaml": "name: A silent one\n",
        "customers/b-few.yaml": "name: B few\n",
        "customers/c-good.yaml": "name: C good\n",
        "customers/d-bad.yaml": "name: D bad\n",
        "customers/gone.yaml": "name: Gone\nstate: former\n",
        "surveys/b.yaml": survey("2026-01-01", "{5: 4}", responded=4).replace("logistics", "b-few"),
        "surveys/c.yaml": survey("2026-01-02", "{5: 9}").replace("logistics", "c-good"),
        "surveys/d.yaml": survey("2026-01-03", "{1: 9}").replace("logistics", "d-bad"),
    }
    seen = [cells[0] for cells in rows(overview(tmp_path, files).customers)]
    assert seen == ["D bad", "C good", "B few", "A silent one", "Logistics"]


def test_nothing_at_all_is_said_in_words(tmp_path: Path) -> None:
    view = overview(tmp_path, {})
    seen = told(rest(view).tiles)
    assert seen["Contented"][0] == "No answers"
    assert seen["Answered"][0] == "No data"
    assert view.customers.empty.what == "No customers."
    assert rest(view).complaints.empty.what == "No open complaints."
    assert words(rest(view).handling[1].values[0]) == "No data"


def test_ask_again_by_and_overdue(tmp_path: Path) -> None:
    files = {
        **BASE,
        "customers/late.yaml": "name: Late\nsurvey_months: 12\n",
        "customers/never.yaml": "name: Never\nsurvey_months: 12\n",
        "surveys/l.yaml": survey("2025-06-14", "{5: 9}").replace("logistics", "late"),
    }
    seen = {cells[0]: cells[5] for cells in rows(overview(tmp_path, files).customers)}
    assert seen == {"Late": "2026-06-14 Overdue", "Never": "Overdue", "Logistics": ""}


def test_many_customers_stand_on_several_pages(tmp_path: Path) -> None:
    files = {f"customers/c{number}.yaml": f"name: C{number:03}\n" for number in range(201)}
    found = pages_of(tmp_path, files, satisfaction.pages)
    assert list(found) == ["satisfaction.html", "satisfaction/2.html"]
    second = found["satisfaction/2.html"]
    view = second.view()
    assert isinstance(view, SatisfactionView)
    assert (second.title, len(view.customers.rows)) == ("Satisfaction, page 2", 1)
    assert view.rest is None


def test_the_overview_as_html(tmp_path: Path, snapshot: Snapshot) -> None:
    page = pages_of(tmp_path, FILES, satisfaction.pages)["satisfaction.html"]
    snapshot("satisfaction.html", main_of(page, tmp_path))


def test_a_customer_in_short_for_its_own_page(tmp_path: Path) -> None:
    overview(tmp_path)
    made = examine(tmp_path, date(2026, 6, 15))
    naming = Naming(made.register, unique_titles(made.register), Here("customers/x.html"))

    def asked(satisfaction: Satisfaction) -> Satisfaction:
        return satisfaction

    found = made.insight.ask(asked)
    logistics, rail = (made.register.one(Customer, name) for name in ("logistics", "rail"))
    assert logistics is not None
    assert rail is not None
    assert told((satisfaction_tile(naming, found.of_customer(rail)),)) == {
        "Satisfaction": ("Not asked", "no survey names it")
    }
    tile = satisfaction_tile(naming, found.of_customer(logistics))
    assert told((tile,)) == {"Satisfaction": ("50 %", "10 answers, 2026-05-30, worse")}
    assert (tile.tone, tile.href) == ("bad", "../surveys/s2026.html")
    lists = satisfaction_lists(naming, found.of_customer(logistics))
    assert [words(item.title) for item in lists.surveys.items] == [
        "Survey 2026-05-30",
        "Survey 2026-01-30",
        "Survey 2025-05-30",
    ]
    assert [words(item.title) for item in lists.complaints.items] == ["Nobody called back"]
    assert lists.escalations is not None
    assert [item.tags[0].word for item in lists.escalations.items] == ["No answer"]
    assert lists.compliments is not None
    assert satisfaction_lists(naming, found.of_customer(rail)).compliments is None


# --- Surveys -------------------------------------------------------------------------------------


def survey_of(folder: Path, name: str, as_of: date = date(2026, 6, 15)) -> Page:
    return pages_of(folder, FILES, survey_page.pages, as_of)[f"surveys/{name}.html"]


def survey_view(folder: Path, name: str, as_of: date = date(2026, 6, 15)) -> SurveyView:
    view = survey_of(folder, name, as_of).view()
    assert isinstance(view, SurveyView)
    return view


def test_a_survey_tells_its_answers_and_what_is_done(tmp_path: Path) -> None:
    seen = survey_view(tmp_path, "s2026")
    assert survey_of(tmp_path, "s2026").tags == (Tag("Below target", "bad"),)
    assert told(seen.tiles) == {
        "Contented": ("50 %", "5 of 10 answers were 4 or 5"),
        "Target": ("70 %", "missed"),
        "Answered": ("50 %", "10 of 20 who were asked"),
        "Trend": ("Worse", "80 % to 50 %: worse 80 % to 50 %"),
    }
    assert rows(seen.questions) == [["Content?", "50 %", "3.2", "10", "2", "3", "0", "5", "0"]]
    assert words(seen.actions.items[0].title) == "Call back"
    assert seen.earlier is not None
    assert words(seen.earlier.items[0].title) == "Survey 2025-05-30"


def test_the_counts_of_four_people_are_not_shown(tmp_path: Path) -> None:
    seen = survey_view(tmp_path, "few")
    assert survey_of(tmp_path, "few").tags == (Tag("Too few answers", "mute"),)
    assert rows(seen.questions) == [["Content?", "not shown", *[""] * 7]]
    assert told(seen.tiles)["Contented"] == ("Fewer than 5 answers", "")


def test_a_survey_that_has_not_ended_tells_nothing(tmp_path: Path) -> None:
    early = date(2026, 5, 29)
    seen = survey_view(tmp_path, "s2026", early)
    assert survey_of(tmp_path, "s2026", early).tags == (Tag("Not ended", "info"),)
    assert (seen.tiles, seen.questions.rows) == ((), ())


def test_the_index_of_surveys(tmp_path: Path) -> None:
    view = pages_of(tmp_path, FILES, surveys.pages)["surveys/index.html"].view()
    assert isinstance(view, SurveysView)
    assert [(cells[0], cells[5], cells[8]) for cells in rows(view.table)] == [
        ("Survey 2026-05-30", "50 %", "Below target"),
        ("Survey 2026-01-30", "", "Too few answers"),
        ("Survey 2025-05-30", "80 %", "On target"),
    ]


def test_a_survey_as_html(tmp_path: Path, snapshot: Snapshot) -> None:
    page = pages_of(tmp_path, FILES, survey_page.pages)["surveys/s2026.html"]
    snapshot("survey.html", main_of(page, tmp_path))


# --- Complaints and escalations ------------------------------------------------------------------


def feedback_pages(folder: Path, more: dict[str, str] | None = None) -> dict[str, Page]:
    return pages_of(folder, {**FILES, **(more or {})}, feedback_page.pages)


def feedback_view(page: Page) -> FeedbackView:
    view = page.view()
    assert isinstance(view, FeedbackView)
    return view


def test_a_complaint_tells_how_it_stands(tmp_path: Path) -> None:
    page = feedback_pages(tmp_path)["feedback/no-call.html"]
    seen = feedback_view(page)
    assert seen.kicker == "Complaint, major"
    assert page.tags == (Tag("Overdue", "bad"),)
    assert told(seen.tiles) == {
        "Received": ("20 May 2026", "26 days ago"),
        "Acknowledged": ("21 May 2026", "in time"),
        "To be settled by": ("10 Jun 2026", "5 days late"),
        "Escalated": ("Yes", "to a higher level"),
    }
    assert seen.escalations is not None
    assert seen.escalations.items[0].tags[0].word == "No answer"


def test_a_closed_complaint_says_after_how_long(tmp_path: Path) -> None:
    closed = COMPLAINT.replace("state: investigating", "state: closed\nclosed: 2026-06-11")
    page = feedback_pages(tmp_path, {"feedback/no-call.yaml": closed})["feedback/no-call.html"]
    assert told(feedback_view(page).tiles)["Closed"] == (
        "11 Jun 2026",
        "after 22 days, 1 day late",
    )
    assert page.tags == (Tag("Closed", "mute"),)


def test_one_that_nobody_has_answered_says_so(tmp_path: Path) -> None:
    new = "title: New\ntype: complaint\ncustomer: logistics\nreceived: 2026-06-10\ntext: Hm.\n"
    more = {"feedback/new.yaml": f"{new}state: logged\n"}
    page = feedback_pages(tmp_path, more)["feedback/new.html"]
    seen = feedback_view(page)
    assert page.tags == (Tag("Not acknowledged", "bad"),)
    assert told(seen.tiles)["Acknowledged"] == ("Not yet", "due by 12 Jun 2026")
    assert ("Owner", "Missing") in [(fact.label, words(fact.values[0])) for fact in seen.facts]


def test_a_compliment_has_no_deadlines(tmp_path: Path) -> None:
    seen = feedback_view(feedback_pages(tmp_path)["feedback/praise.html"])
    assert (seen.kicker, seen.tiles, seen.escalations) == ("Compliment", (), None)
    assert words(seen.facts[1].values[0]) == "A lorry driver"


def test_the_views_of_the_feedback(tmp_path: Path) -> None:
    found = pages_of(tmp_path, FILES, feedback_register.pages)
    seen = {}
    for path, page in found.items():
        view = page.view()
        assert isinstance(view, FeedbackRegisterView)
        seen[path] = [cells[0] for cells in rows(view.table)]
    assert seen == {
        "feedback/index.html": ["Well done", "Nobody called back"],
        "feedback/views/open.html": ["Nobody called back"],
        "feedback/views/complaints.html": ["Nobody called back"],
        "feedback/views/compliments.html": ["Well done"],
        "feedback/views/suggestions.html": [],
    }


def test_an_escalation_tells_why_and_by_when(tmp_path: Path) -> None:
    page = pages_of(tmp_path, FILES, escalation_page.pages)["escalations/up.html"]
    view = page.view()
    assert isinstance(view, EscalationView)
    assert page.tags == (Tag("No answer", "bad"),)
    assert told(view.tiles) == {
        "Raised": ("1 Jun 2026", "14 days ago"),
        "Answer due": ("12 Jun 2026", "3 days late"),
        "Open for": ("14 days", ""),
    }
    assert ("Customers", "Logistics") in [
        (fact.label, words(fact.values[0])) for fact in view.facts
    ]


def test_open_escalations_stand_first(tmp_path: Path) -> None:
    closed = ESCALATION.replace("Nobody may decide", "Later, and closed").replace(
        "raised: 2026-06-01", "raised: 2026-06-05"
    )
    files = {
        **FILES,
        "escalations/shut.yaml": f"{closed}state: closed\noutcome: Paid.\nclosed: 2026-06-08\n",
    }
    view = pages_of(tmp_path, files, escalations_page.pages)["escalations/index.html"].view()
    assert isinstance(view, EscalationsView)
    assert [(cells[0], cells[1]) for cells in rows(view.table)] == [
        ("Nobody may decide", "No answer"),
        ("Later, and closed", "Closed"),
    ]


def test_a_complaint_as_html(tmp_path: Path, snapshot: Snapshot) -> None:
    page = feedback_pages(tmp_path)["feedback/no-call.html"]
    snapshot("feedback.html", main_of(page, tmp_path))


def test_an_escalation_as_html(tmp_path: Path, snapshot: Snapshot) -> None:
    page = pages_of(tmp_path, FILES, escalation_page.pages)["escalations/up.html"]
    snapshot("escalation.html", main_of(page, tmp_path))
