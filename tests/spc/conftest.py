"""Small frames that many tests draw on."""

import pandas as pd
import pytest


@pytest.fixture
def frame():
    """Make a monthly frame of given values, the columns called x and y."""

    def make(values, start="2024-01-01", **columns):
        x = pd.date_range(start, periods=len(values), freq="MS")
        return pd.DataFrame({"x": x, "y": pd.Series(values, dtype="float64"), **columns})

    return make
