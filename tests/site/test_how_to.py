"""The handbook's answers hold: whoever follows one in new records is told of no mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brmsite.examine import examine
from brmsite.ground.diagnostic import Severity
from brmsite.kinds import all_kinds
from brmsite.register.codes import CODES
from brmsite.rules import all_rules
from brmsite.site.addresses import Here
from brmsite.site.how_to import FOLDER, HowTo, Sample, how_tos
from brmsite.site.how_to_items import answers_about, how_to_page, questions
from brmsite.site.pages import handbook_how_to, handbook_rules
from brmsite.site.pages.handbook_how_to import HowToView
from brmsite.site.pages.handbook_rules import RulesView
from brmsite.source.text_links import find_links
from tests.site.following import follow

EACH = pytest.mark.parametrize("how_to", how_tos(), ids=lambda how_to: how_to.name)

ONE_SCREEN = 90
"""Lines that an answer may have, samples and all."""

WIDE = 84
"""Characters of a line that fit into a sample as it is shown."""


@EACH
def test_whoever_follows_an_answer_is_told_of_no_mistake(
    how_to: HowTo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(how_to, tmp_path, monkeypatch)
    findings = examine(tmp_path, how_to.as_of).findings
    assert [
        f"{finding.span.path}:{finding.span.start.line} {finding.code}: {finding.message}"
        for finding in findings
        if finding.severity >= Severity.warning
    ] == []


@EACH
def test_an_answer_asks_one_question_on_one_screen_and_names_what_there_is(how_to: HowTo) -> None:
    assert re.fullmatch(r"How do I [^?]+\?", how_to.title)
    assert how_to.summary.endswith(".")
    assert how_to.kinds or how_to.rules
    assert set(how_to.kinds) <= {kind.name for kind in all_kinds().values()}
    assert set(how_to.rules) <= all_rules().keys() | CODES.keys()
    samples = [part.text for part in how_to.parts if isinstance(part, Sample)]
    assert samples
    assert [line for text in samples for line in text.splitlines() if len(line) > WIDE] == []
    assert len((FOLDER / f"{how_to.name}.md").read_text("utf-8").splitlines()) <= ONE_SCREEN


@EACH
def test_every_link_in_an_answer_leads_somewhere(how_to: HowTo) -> None:
    targets = dict(handbook_how_to.link_targets(Here(how_to_page(how_to))))
    words = "\n".join(part for part in how_to.parts if isinstance(part, str))
    assert [link.target for link in find_links(words) if link.target not in targets] == []


def test_there_are_answers_for_the_common_tasks_with_questions_of_their_own() -> None:
    assert len(how_tos()) >= 10
    titles = [how_to.title for how_to in how_tos()]
    assert len(set(titles)) == len(titles)
    assert titles == sorted(titles)


def test_the_page_of_an_answer_shows_words_samples_and_where_to_read_on() -> None:
    pages = {page.path: page for page in handbook_how_to.pages()}
    page = pages["handbook/how-to/write-minutes.html"]
    assert page.title == "How do I write minutes with actions and decisions?"
    view = page.view()
    assert isinstance(view, HowToView)
    words = [step.words.html for step in view.steps if step.words]
    assert not any(step.words.plain for step in view.steps if step.words)
    samples = [step.sample for step in view.steps if step.sample]
    assert words[0].startswith("<p>Write the notes as you would in an e-mail.")
    assert samples[0].text.startswith("---\ntitle: Service review\n")
    assert '<a href="../../actions.html">Actions</a>' in words[-1]
    assert [fact.label for fact in view.about] == ["Fields", "What is checked", "Elsewhere"]


def test_a_kind_lists_the_questions_that_it_has_a_part_in() -> None:
    here = Here("handbook/kinds/survey.html")
    assert [link.title for link in questions(here, "survey").items] == [
        (
            here.page(
                "How do I record a survey and follow it up?",
                "handbook/how-to/ask-how-content-they-are.html",
            ),
        )
    ]
    assert len(questions(here).items) == len(how_tos())


def test_a_rule_leads_to_the_answers_that_keep_it() -> None:
    here = Here("handbook/rules.html")
    titles = [link.text for link in answers_about(here, "signed-text-changed")]
    assert titles == [
        "How do I amend an agreement?",
        "How do I write an agreement and get it signed?",
    ]
    (page,) = handbook_rules.pages()
    view = page.view()
    assert isinstance(view, RulesView)
    facts = {said.id: said.facts[-1] for theme in view.themes for said in theme.rules}
    assert facts["signed-text-changed"].label == "Shown in"
    assert facts["yaml-syntax"].label == "How to mend"
