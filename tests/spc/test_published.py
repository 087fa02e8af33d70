"""Published figures, each with its source, to the digits in print.

Left out, because the figures could not be checked against their source: Wheeler's XmR examples; the run-chart table as
printed by Provost and Murray and by the IHI (the exact table of Swed and Eisenhart, which they cite, is here);
Montgomery's piston rings (copies differ); NIST's sets Lew, Lottery and PiDigits.
"""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from qmf.spc import analyse, control_chart
from qmf.spc.number_of_runs import runs_between
from qmf.spc.runs import crossings_minimum, longest_allowed

MONTGOMERY = "Montgomery DC, Introduction to Statistical Quality Control"
HANDBOOK = "NIST/SEMATECH e-Handbook of Statistical Methods"

# cans of frozen orange juice, 30 samples of 50 (Montgomery, example of the P chart; also HANDBOOK 6.3.3.2)
JUICE = [
    12,
    15,
    8,
    10,
    4,
    7,
    16,
    9,
    14,
    10,
    5,
    6,
    17,
    12,
    22,
    8,
    10,
    5,
    13,
    11,
    20,
    18,
    24,
    15,
    9,
    12,
    7,
    13,
    9,
    6,
]
# nonconformities in 26 samples of 100 printed circuit boards (Montgomery, example of the C chart)
BOARDS = [
    21,
    24,
    16,
    12,
    15,
    5,
    28,
    20,
    31,
    25,
    20,
    24,
    16,
    19,
    10,
    17,
    13,
    22,
    18,
    39,
    30,
    24,
    16,
    19,
    17,
    15,
]
# nonconformities in 20 samples of 5 computers (Montgomery, example of the U chart)
COMPUTERS = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]
# viscosity of aircraft primer paint, 15 batches (Montgomery, example of the chart for individuals)
PAINT = [
    33.75,
    33.05,
    34.00,
    33.81,
    33.46,
    34.02,
    33.68,
    33.27,
    33.49,
    33.20,
    33.62,
    33.00,
    33.54,
    33.12,
    33.84,
]
# flow rate of 10 batches (HANDBOOK 6.3.2.2) and defects on 25 wafers (HANDBOOK 6.3.3.1)
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
WAFERS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13]


def chart(y, **more):
    return control_chart(
        pd.DataFrame({"x": range(len(y)), "y": y, "n": more.pop("size", 1)}), x="x", y="y", **more
    )


@pytest.mark.parametrize(
    ("source", "y", "more", "places", "lines", "outside"),
    [
        (MONTGOMERY, JUICE, {"kind": "p", "n": "n", "size": 50}, 4, (0.2313, 0.0524, 0.4102), [14, 22]),
        (MONTGOMERY, BOARDS, {"kind": "c"}, 2, (19.85, 6.48, 33.22), [5, 19]),
        (MONTGOMERY, COMPUTERS, {"kind": "u", "n": "n", "size": 5}, 2, (1.93, 0.07, 3.79), []),
        (MONTGOMERY, PAINT, {"kind": "i"}, 2, (33.52, 32.24, 34.80), []),
        (HANDBOOK, FLOW, {"kind": "i"}, 4, (50.81, 45.8159, 55.8041), []),
        (HANDBOOK, WAFERS, {"kind": "c"}, 9, (16, 4, 28), [23]),
    ],
)  # fmt: skip
def test_control_limits(source, y, more, places, lines, outside):
    points = chart(y, rules="western_electric", **more).points
    got = points[["centre", "lcl", "ucl"]].astype(float).iloc[0]
    assert got.tolist() == pytest.approx(list(lines), abs=10.0**-places), source  # books round as they go
    assert points.index[points["outside"]].tolist() == outside


ANHOEJ = """
10 6 2  11 6 2  12 7 3  13 7 3  14 7 4  15 7 4  16 7 4  17 7 5  18 7 5  19 7 6  20 7 6  21 7 6  22 7 7  23 8 7
24 8 8  25 8 8  26 8 8  27 8 9  28 8 9  29 8 10  30 8 10  31 8 11  32 8 11  33 8 11  34 8 12  35 8 12  36 8 13
37 8 13  38 8 14  39 8 14  40 8 14  41 8 15  42 8 15  43 8 16  44 8 16  45 8 17  46 9 17  47 9 17  48 9 18  49 9 18
50 9 19  51 9 19  52 9 20  53 9 20  54 9 21  55 9 21  56 9 21  57 9 22  58 9 22  59 9 23  60 9 23
"""


def test_the_limits_of_anhoej():
    """Anhøj J, Control charts with qicharts2, appendix 2: useful points, longest run, fewest crossings."""
    table = np.array(ANHOEJ.split(), np.int64).reshape(-1, 3)
    assert table[:, 0].tolist() == list(range(10, 61))
    assert longest_allowed(table[:, 0]).tolist() == table[:, 1].tolist()
    assert crossings_minimum(table[:, 0]).tolist() == table[:, 2].tolist()


def test_the_number_of_runs():
    """Swed FS, Eisenhart C (1943), as many above as below: so few runs, or so many, have a chance of 2.5 % or less."""
    few = [2, 3, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 11, 12, 13, 14]
    many = [10, 11, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28]
    low, high = runs_between(2 * np.arange(5, 21))
    assert [v - 1 for v in low.tolist()] == few and [v + 1 for v in high.tolist()] == many


@pytest.mark.parametrize(
    ("n", "c4"), [(2, 0.7979), (3, 0.8862), (4, 0.9213), (5, 0.9400), (10, 0.9727), (25, 0.9896)]
)
def test_the_constant_c4(n, c4):
    """MONTGOMERY, appendix VI: factors for constructing variables control charts."""
    from qmf.spc.subgroups import c4 as ours

    assert ours(np.array([float(n)]))[0] == pytest.approx(c4, abs=5e-5)


@pytest.mark.parametrize(
    ("n", "b3", "b4", "a3"), [(5, 0, 2.089, 1.427), (10, 0.284, 1.716, 0.975), (25, 0.565, 1.435, 0.606)]
)
def test_the_factors_of_subgroup_charts(n, b3, b4, a3):
    """MONTGOMERY, appendix VI: the S chart runs from B3 to B4 times s, the X-bar chart A3 times s either way."""
    rng = np.random.default_rng(1)
    data = pd.DataFrame({"x": np.repeat(np.arange(20), n), "y": rng.normal(size=20 * n)})
    spread = control_chart(data, x="x", y="y", kind="s").points.iloc[0]
    mean = control_chart(data, x="x", y="y", kind="xbar").points.iloc[0]
    assert spread["lcl"] / spread["centre"] == pytest.approx(b3, abs=6e-4)
    assert spread["ucl"] / spread["centre"] == pytest.approx(b4, abs=6e-4)
    assert (mean["ucl"] - mean["centre"]) / spread["centre"] == pytest.approx(a3, abs=6e-4)


MICHELSON = """
.85 .74 .90 1.07 .93 .85 .95 .98 .98 .88 1.00 .98 .93 .65 .76 .81 1.00 1.00 .96 .96 .96 .94 .96 .94 .88 .80
.85 .88 .90 .84 .83 .79 .81 .88 .88 .83 .80 .79 .76 .80 .88 .88 .88 .86 .72 .72 .62 .86 .97 .95 .88 .91 .85
.87 .84 .84 .85 .84 .84 .84 .89 .81 .81 .82 .80 .77 .76 .74 .75 .76 .91 .92 .89 .86 .88 .72 .84 .85 .85 .78
.89 .84 .78 .81 .76 .81 .79 .81 .82 .85 .87 .87 .81 .74 .81 .94 .95 .80 .81 .87
"""
MAVRO = """
18 17 18 19 18 17 15 14 15 15 17 18 18 19 19 21 20 16 14 13 13 15 15 16 15 14 13 14 15 14 15 16 15 16 19 20 20
21 22 23 24 25 27 26 26 26 27 26 25 24
"""


def around(middle, low, high):
    return [middle, *[low, high] * 500]


STRD = {
    "Michelso": ([float(f"{299 + float(v):.2f}") for v in MICHELSON.split()], "299.8524", 0.0790105478190518),
    "Mavro": ([float(f"2.00{v}0") for v in MAVRO.split()], "2.001856", 0.000429123454003053),
    "NumAcc1": ([10000001.0, 10000003.0, 10000002.0], "10000002", 1.0),
    "NumAcc2": (around(1.2, 1.1, 1.3), "1.2", 0.1),
    "NumAcc3": (around(1000000.2, 1000000.1, 1000000.3), "1000000.2", 0.1),
    "NumAcc4": (around(10000000.2, 10000000.1, 10000000.3), "10000000.2", 0.1),
}


@pytest.mark.parametrize("name", STRD)
def test_certified_means(name):
    """NIST Statistical Reference Datasets, univariate: the certified mean, to the last bit of a double."""
    values, mean, _ = STRD[name]
    found = analyse(np.array(values), None, np.array([0]))
    assert abs(found.centre[0] - float(mean)) <= np.spacing(float(mean)), "written to 15 digits"
    assert found.centre[0] == float(sum(map(Fraction, values)) / len(values))


@pytest.mark.parametrize("name", STRD)
def test_certified_standard_deviations(name):
    """As above, to 13 digits of what the file's decimals become; those of NumAcc3 and 4 carry the sd to 9 and 8."""
    values, _, sd = STRD[name]
    data = pd.DataFrame({"x": 1, "y": values})
    found = control_chart(data, x="x", y="y", kind="s").points["value"].iloc[0]
    exact = [Fraction(v) for v in values]
    mean = sum(exact) / len(exact)
    variance = sum((v - mean) ** 2 for v in exact) / (len(exact) - 1)
    assert found == pytest.approx(math.sqrt(variance), rel=1e-13)
    assert found == pytest.approx(sd, rel={"NumAcc3": 1e-9, "NumAcc4": 1e-8}.get(name, 1e-13))
