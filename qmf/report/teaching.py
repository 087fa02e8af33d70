"""What a learning notebook shows beside its charts: questions that check themselves, and icons with their meaning."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape
from typing import Any

from qmf.charts.icons import icon_picture
from qmf.errors import Fault, NotebookError
from qmf.report.blocks.block import Section
from qmf.report.cells import frontend

__all__ = ["ask", "icons"]


def ask(question: str, answers: Mapping[str, str], *, right: str) -> Section | None:
    """Ask a question, and say of the answer that is chosen whether it is right and why.

    Parameters
    ----------
    question
        The question.
    answers
        Each answer, and what to say to who chooses it.
    right
        The answer that is right.

    Returns
    -------
    Section or None
        Where there is nobody to click, or in a saved copy: the answers as lines that open. None where it was shown as a
        list to choose from.

    Raises
    ------
    NotebookError
        The right answer is none of the answers.

    Examples
    --------
    >>> shown = ask("Is 7 after 6 a fall?", {"Yes": "7 is more.", "No": "7 is more than 6."}, right="No")
    >>> print(next(shown.outputs()).data["text/plain"])
    Is 7 after 6 a fall?
    Yes
    Not quite. 7 is more.
    No
    That is right. 7 is more than 6.
    """
    if right not in answers:
        raise NotebookError(
            Fault("the right answer is none of the answers", "ask, right", "Copy it from them.")
        )
    says = {
        answer: f"{'That is right.' if answer == right else 'Not quite.'} {why}"
        for answer, why in answers.items()
    }
    if frontend() is None:
        return _folded(question, says)
    _list(question, says)
    return None


def icons(meanings: Mapping[str, str]) -> Section:
    """Show icons of the charts, each with what it means.

    Parameters
    ----------
    meanings
        Name of the icon, such as "improvement-low", to what it means.

    Raises
    ------
    ChartError
        There is no such icon.

    Examples
    --------
    >>> next(icons({"passes": "Expect the target to be met."}).outputs()).data["text/plain"]
    'Expect the target to be met.'
    """
    rows = "".join(
        f'<p><img src="data:image/svg+xml;base64,{base64.b64encode(icon_picture(name).encode()).decode()}" '
        f'width="40" height="40" alt="" style="vertical-align: middle"> {escape(meaning)}</p>\n'
        for name, meaning in meanings.items()
    )
    return Section(rows)


def _folded(question: str, says: Mapping[str, str]) -> Section:
    """Give the question without a kernel: each answer opens."""
    lines = "".join(
        f"<details><summary>{escape(answer)}</summary><p>{escape(said)}</p></details>\n"
        for answer, said in says.items()
    )
    return Section(f"<p><strong>{escape(question)}</strong></p>\n{lines}")


def _list(question: str, says: Mapping[str, str]) -> None:
    """Show the question as a list to choose from, with nothing chosen yet."""
    import ipywidgets as w  # only a notebook in a person's hands pays for the import
    from IPython.display import display

    answers = w.RadioButtons(options=list(says), value=None, layout=w.Layout(width="100%"))
    said = w.HTML()

    def answer(change: dict[str, Any]) -> None:
        said.value = f'<p role="status">{escape(says[change["new"]])}</p>'

    answers.observe(answer, names="value")
    display(w.VBox([w.HTML(f"<strong>{escape(question)}</strong>"), answers, said]))
