"""Long batches say how far they are, and what they say changes nothing."""

import numpy as np
import pandas as pd
import pytest

from qmf.errors import ChartError
from qmf.spc import analyse, control_chart


def batch(series=5000, points=36):
    values = np.random.default_rng(3).poisson(9, series * points).astype(float)
    x = np.tile(np.arange(points), series)
    return pd.DataFrame({"unit": np.repeat(np.arange(series), points), "x": x, "y": values})


def test_chunks_of_whole_series_from_nothing_to_all():
    heard = []
    control_chart(batch(), x="x", y="y", by="unit", progress=lambda done, of: heard.append((done, of)))
    done = [points for points, _ in heard]
    assert {of for _, of in heard} == {5000 * 36}
    assert done[0] == 0 and done[-1] == 5000 * 36 and done == sorted(set(done)) and len(done) > 3
    assert all(points % 36 == 0 for points in done)


def test_it_changes_no_number():
    data = batch()
    plain = control_chart(data, x="x", y="y", by="unit", improvement="decrease")
    watched = control_chart(data, x="x", y="y", by="unit", improvement="decrease", progress=lambda *_: None)
    pd.testing.assert_frame_equal(plain.summary, watched.summary)
    pd.testing.assert_frame_equal(plain.points, watched.points)


def test_what_it_raises_ends_the_work_and_leaves_numpy_as_it_was():
    def enough(done, of):
        if done:
            raise TimeoutError

    before = np.getbufsize(), np.geterr()
    with pytest.raises(TimeoutError):
        analyse(np.ones(300), None, np.arange(0, 300, 30), progress=enough)
    assert (np.getbufsize(), np.geterr()) == before


def test_what_cannot_be_called_is_refused_in_words():
    with pytest.raises(ChartError, match="progress: it is a int, which cannot be called"):
        control_chart(batch(2), x="x", y="y", by="unit", progress=7)
