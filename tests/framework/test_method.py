"""What a person who writes a method's answers wrongly is told."""

from __future__ import annotations

from typing import Any

import pytest

from qmf.errors import ParameterError
from qmf.framework import Answers, Method, priority_from
from tests.framework.test_models import GOOD

METHOD = {"name": "Model for Improvement", "why": "Nobody knows yet what works"}
ANSWERS = {"goal": "change", "answer_known": "not yet", "must_do": True}


def with_answers(answers: Any) -> dict[str, Any]:
    return GOOD | {"method": METHOD | {"answers": answers}}


def test_answers_may_be_whole_in_part_or_missing_and_survive_the_way_to_a_notebook() -> None:
    assert Method(**METHOD).answers is None
    priority = priority_from(with_answers(ANSWERS))
    assert priority.method is not None
    assert priority.method.answers == Answers(goal="change", answer_known="not yet", must_do=True)
    assert priority_from(priority.model_dump(mode="json")) == priority


@pytest.mark.parametrize(
    ("answers", "where", "told"),
    [
        ({"answer_known": "no"}, "method.answers.answer_known", "Write fully, partly or not yet."),
        ({"complexity": "complx"}, "method.answers.complexity", "Did you mean 'complex'?"),
        ({"must_do": "yes"}, "method.answers.must_do", "Write true or false, without quotes."),
        ({"urgnt": True}, "method.answers.urgnt", "Did you mean 'urgent'?"),
        (["change"], "method.answers", "Write each as 'key: value' on its own line."),
    ],
)
def test_a_wrong_answer_is_named_with_the_words_that_fit(answers: Any, where: str, told: str) -> None:
    with pytest.raises(ParameterError) as caught:
        priority_from(with_answers(answers))
    (fault,) = caught.value.faults
    assert fault.where == where
    assert told in fault.mend
