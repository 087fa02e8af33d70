"""Published worked examples, each with its source, to the digits in print.

Where each was read, where that was not the source itself (the books are not open):

* Montgomery's data: ``data/*.txt`` of the R package qcc (luca-scr/qcc); the limits that R gives for them, and
  Wetherill and Brown's antifreeze: ``test_qualityControlChart.py`` of mistat (Kenett, Zacks, Gedeck), "comparison
  with R".
* Wheeler, *Making Sense of Data*: tests of mattmccormick/statprocon; *Understanding Statistical Process Control*,
  page 49: ``tests/testthat/test_Indv.r`` of kenithgrey/ggQC.
* NIST's certified data: ``data/NIST`` of mathnet/mathnet-numerics.
* Rows of the run-chart table of Perla, Provost and Murray (2011): a validation page that quotes eight of them.

Not here, because no copy was found that could be checked: the rest of that table as printed by the IHI and by
Provost and Murray (the exact table of Swed and Eisenhart, which they cite, is here whole); the data behind the
figures of Spiegelhalter's paper on funnel plots (his formulae are tested in ``test_funnel.py``, written out the slow
way); NIST's PiDigits (the certified mean, 4.5348, is quoted by ab9sq/Rqualification, but that of the first 5,000
digits of pi is 4.5358, so its file must hold others). Copies of Montgomery's piston rings differ: what is tested are
those of qcc.
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


# inside diameters of piston rings, 25 samples of 5 (Montgomery, as in qcc): thousandths of a millimetre off 74
RINGS = """
30 2 19 -8 8  -5 -8 1 11 4  -12 24 21 5 2  2 -4 -7 15 9  -8 7 15 -11 14  9 -6 -3 -15 -7  -5 6 -6 0 5  -15 3 -7 15 -12
8 -5 9 5 4  -2 0 -10 7 -5  -6 -2 -6 -5 -10  4 0 7 0 -4  -17 2 -2 -3 12  6 -33 -6 0 -16  12 14 -2 -1 7  0 -16 5 -2 -4
-6 12 -14 5 7  6 10 18 3 0  -16 2 3 5 -3  0 10 13 20 3  -12 1 9 5 -4  4 -1 -10 6 9  10 -11 -10 9 14  15 8 -7 0 10
-18 -16 -5 17 13
"""
# water content of 34 batches of antifreeze (Wetherill and Brown 1991, page 120)
ANTIFREEZE = """
2.23 2.53 2.62 2.63 2.58 2.44 2.49 2.34 2.95 2.54 2.60 2.45 2.17 2.58 2.57 2.44 2.38 2.23 2.23 2.54 2.66 2.84 2.81 2.39
2.56 2.70 3.00 2.81 2.77 2.89 2.54 2.98 2.35 2.53
"""
# Wheeler: the data set to use when verifying software, and morning peak flows (Making Sense of Data, pages 382 and 130)
VERIFYING = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200]
PEAK_FLOWS = [120, 140, 100, 150, 260, 150, 100, 120, 300, 300, 275, 300, 140, 170, 150, 150, 190, 180]
PAGE_49 = [39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40]


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


def lines(found):
    return found.points[["centre", "lcl", "ucl"]].astype(float).iloc[-1].tolist()


@pytest.mark.parametrize(
    ("y", "places", "expected", "mean_range", "range_limit"),
    [
        (VERIFYING, 0.005, (4135.50, 3188.72, 5082.28), 355.93, 1163.19),
        (
            PEAK_FLOWS,
            0.25,
            (183.1, 43.7, 322.5),
            52.4,
            171.3,
        ),  # the book computes from the mean range of 52.4
        (PAGE_49, 0.011, (41.42, 36.82, 46.02), 1.73, 5.65),
    ],
)
def test_wheelers_xmr_charts(y, places, expected, mean_range, range_limit):
    """Wheeler DJ: natural process limits; no range is left out of their mean, and that of a range is 3.268 of it."""
    assert lines(chart(y, kind="xmr", screen=False)) == pytest.approx(expected, abs=places)
    centre, _, upper = lines(chart(y, kind="mr"))
    assert centre == pytest.approx(mean_range, abs=0.05)
    assert upper / 3.267 * 3.268 == pytest.approx(range_limit, abs=0.25)


def test_subgroups_of_piston_rings():
    """MONTGOMERY, as R's qcc gives them: the S chart, and the X-bar chart with the sigma of the S chart."""
    off = np.array(RINGS.split(), float).reshape(25, 5)
    data = pd.DataFrame({"x": np.repeat(np.arange(25), 5), "y": 74 + off.ravel() / 1000})
    spread = control_chart(data, x="x", y="y", kind="s", rules="western_electric")
    assert lines(spread) == pytest.approx((0.009240037, 0, 0.019302416), abs=1e-9)
    mean = control_chart(data, x="x", y="y", kind="xbar", rules="western_electric")
    half = 3 * 0.009829977 / math.sqrt(5)
    assert lines(mean) == pytest.approx((74.00118, 74.00118 - half, 74.00118 + half), abs=5e-6)
    assert not mean.points["outside"].any() and not spread.points["outside"].any()


def test_orange_juice_without_the_samples_whose_cause_was_found():
    """MONTGOMERY: samples 15 and 23 are left out; then sample 21 lies outside."""
    out = np.isin(np.arange(30), [14, 22])
    data = pd.DataFrame({"x": range(30), "y": JUICE, "n": 50, "out": out})
    found = control_chart(data, x="x", y="y", n="n", kind="p", exclude="out", rules="western_electric")
    assert lines(found) == pytest.approx((0.215, 0.04070284, 0.3892972), abs=5e-8)
    assert found.points.index[found.points["outside"]].tolist() == [20]


def test_water_in_antifreeze():
    """Wetherill and Brown, as R's qcc gives them."""
    found = chart([float(v) for v in ANTIFREEZE.split()], kind="i", screen=False)
    assert lines(found) == pytest.approx((2.569706, 2.031344, 3.108068), abs=5e-7)


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


def test_rows_of_the_run_chart_table():
    """Perla RJ, Provost LP, Murray SK (2011), table 1: points off the median, fewest and most runs by chance."""
    table = np.array(
        [
            [10, 3, 9],
            [14, 4, 12],
            [16, 5, 13],
            [24, 8, 18],
            [30, 11, 21],
            [40, 15, 27],
            [50, 19, 33],
            [60, 24, 38],
        ]
    )
    low, high = runs_between(table[:, 0])
    assert low.tolist() == table[:, 1].tolist() and high.tolist() == table[:, 2].tolist()


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


LEW = """
-213 -564 -35 -15 141 115 -420 -360 203 -338 -431 194 -220 -513 154 -125 -559 92 -21 -579 -52 99 -543 -175 162 -457
-346 204 -300 -474 164 -107 -572 -8 83 -541 -224 180 -420 -374 201 -236 -531 83 27 -564 -112 131 -507 -254 199 -311
-495 143 -46 -579 -90 136 -472 -338 202 -287 -477 169 -124 -568 17 48 -568 -135 162 -430 -422 172 -74 -577 -13 92
-534 -243 194 -355 -465 156 -81 -578 -64 139 -449 -384 193 -198 -538 110 -44 -577 -6 66 -552 -164 161 -460 -344 205
-281 -504 134 -28 -576 -118 156 -437 -381 200 -220 -540 83 11 -568 -160 172 -414 -408 188 -125 -572 -32 139 -492
-321 205 -262 -504 142 -83 -574 0 48 -571 -106 137 -501 -266 190 -391 -406 194 -186 -553 83 -13 -577 -49 103 -515
-280 201 300 -506 131 -45 -578 -80 138 -462 -361 201 -211 -554 32 74 -533 -235 187 -372 -442 182 -147 -566 25 68
-535 -244 194 -351 -463 174 -125 -570 15 72 -550 -190 172 -424 -385 198 -218 -536 96
"""
LOTTERY = """
162 671 933 414 788 730 817 33 536 875 670 236 473 167 877 980 316 950 456 92 517 557 956 954 104 178 794 278 147
773 437 435 502 610 582 780 689 562 964 791 28 97 848 281 858 538 660 972 671 613 867 448 738 966 139 636 847 659
754 243 122 455 195 968 793 59 730 361 574 522 97 762 431 158 429 414 22 629 788 999 187 215 810 782 47 34 108 986
25 644 829 630 315 567 919 331 207 412 242 607 668 944 749 168 864 442 533 805 372 63 458 777 416 340 436 140 919
350 510 572 905 900 85 389 473 758 444 169 625 692 140 897 672 288 312 860 724 226 884 508 976 741 476 417 831 15
318 432 241 114 799 955 833 358 935 146 630 830 440 642 356 373 271 715 367 393 190 669 8 861 108 795 269 590 326
866 64 523 862 840 219 382 998 4 628 305 747 247 34 747 729 645 856 974 24 568 24 694 608 480 410 729 947 293 53 930
223 203 677 227 62 455 387 318 562 242 428 968
"""


def around(middle, low, high):
    return [middle, *[low, high] * 500]


STRD = {
    "Michelso": ([float(f"{299 + float(v):.2f}") for v in MICHELSON.split()], "299.8524", 0.0790105478190518),
    "Mavro": ([float(f"2.00{v}0") for v in MAVRO.split()], "2.001856", 0.000429123454003053),
    "Lew": ([float(v) for v in LEW.split()], "-177.435", 277.332168044316),
    "Lottery": ([float(v) for v in LOTTERY.split()], "518.958715596330", 291.699727470969),
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
    printed = 5e-13 if name == "Lottery" else 0  # half its fifteenth digit: the mean itself has no end
    assert abs(found.centre[0] - float(mean)) <= max(np.spacing(abs(float(mean))), printed)
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
