"""Errors say what, where and how to mend it, and survive a process pool and a notebook."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from qmf.errors import DataError, Fault, QmfError

FAULTS = st.lists(st.builds(Fault, st.text(min_size=1), st.text(), st.text()), min_size=1)


@given(FAULTS)
def test_an_error_survives_a_process_pool(faults):
    error = pickle.loads(pickle.dumps(DataError(faults)))  # noqa: S301 - our own bytes
    assert error.faults == tuple(faults) and str(error) == str(DataError(faults))


def test_a_notebook_shows_the_sentences_and_no_traceback():
    shell = InteractiveShell.instance()
    with capture_output() as shown:
        shell.run_cell(
            "from qmf.errors import DataError, Fault\nraise DataError(Fault('a gap', 'row 3', 'Fill it.'))"
        )
    InteractiveShell.clear_instance()
    assert "row 3: a gap. Fill it." in shown.stdout + shown.stderr
    assert "Traceback" not in shown.stdout + shown.stderr


def test_every_error_is_a_qmf_error():
    assert issubclass(DataError, QmfError)
    assert str(DataError("one sentence.")) == "one sentence."
