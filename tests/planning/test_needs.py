"""Who lives here against who is seen: the planted group is found, chance is not."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.data.sample_planted import UNDER_SERVED
from qmf.planning import needs


def people(seen, residents=None, characteristic="ethnicity", year="2025-04-01"):
    count = len(seen)
    return pd.DataFrame(
        {
            "period_start": pd.Timestamp(year),
            "service": "memory",
            "characteristic": characteristic,
            "group": [f"Group {number}" for number in range(count)],
            "residents": residents or [1000.0] * count,
            "seen": seen,
        }
    )


def test_the_planted_group_is_the_only_one_under_served(place):
    found = needs(place.table("population"))
    short = found[found["reading"] == "under-served"]
    assert [tuple(row) for row in short[["service", "characteristic", "group"]].to_numpy()] == [
        (UNDER_SERVED.service, UNDER_SERVED.characteristic, UNDER_SERVED.group)
    ]
    row = short.iloc[0]
    assert row["ratio_low"] < UNDER_SERVED.factor < row["ratio_high"]
    assert found.index[0] == short.index[0]
    # at the others' rate of 13.3 of every 1,000, some 840 of 63,180 would be seen, and 470 were
    assert row["missing"] == pytest.approx(63_180 * row["others"] / 1000 - 470, abs=1)
    assert f"{row['rate']:.1f} of every 1,000" in row["words"]


def test_the_other_service_has_no_group_that_stands_out(place):
    found = needs(place.table("population"))
    community = found[found["service"] == "community-mental-health"]
    assert set(community["reading"]) == {"no clear difference"}


def test_a_published_wilson_interval():
    # Newcombe RG (1998), Two-sided confidence intervals for the single proportion, Stat Med 17:857, table I:
    # 81 of 263 by the score method without continuity correction is 0.2553 to 0.3662
    found = needs(people([81.0, 81.0], [263.0, 263.0])).iloc[0]
    assert (found["low"], found["high"]) == (pytest.approx(255.3, abs=0.1), pytest.approx(366.2, abs=0.1))


def test_only_the_latest_year_counts():
    table = pd.concat([people([10.0, 90.0], year="2024-04-01"), people([50.0, 50.0])])
    assert set(needs(table)["reading"]) == {"no clear difference"}


def test_a_count_that_is_withheld_cannot_be_judged_and_spoils_nothing():
    found = needs(people([float("nan"), 200.0, 50.0])).set_index("group")
    assert found.loc["Group 0", "reading"] == "cannot say"
    assert found.loc["Group 2", "reading"] == "under-served"
    assert found.loc["Group 2", "ratio"] == pytest.approx(0.25)


def test_a_small_difference_that_is_sure_is_no_under_served_group():
    found = needs(people([9000.0, 10000.0], [100_000.0, 100_000.0])).set_index("group")
    assert found.loc["Group 0", "reading"] == "seen less"
    assert found.loc["Group 1", "reading"] == "seen more"


def test_one_of_twenty_that_chance_alone_gives_is_not_told():
    # 35 of 1,000 against 50 is p = 0.04 by itself: after Holm's correction over twenty groups it says nothing
    found = needs(people([35.0, *[50.0] * 19]))
    assert set(found["reading"]) == {"no clear difference"}


def test_an_empty_table_gives_no_row_and_columns_of_the_same_kind():
    found, filled = needs(people([])), needs(people([5.0, 5.0]))
    assert found.empty
    assert found["reading"].dtype == filled["reading"].dtype
    assert found["rate"].dtype == filled["rate"].dtype


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 500), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_groups_says_nothing(seen, random):
    table = people([float(each) for each in seen])
    mixed = table.sample(frac=1, random_state=random.randrange(1000))
    columns = ["group", "rate", "ratio", "reading"]
    one, two = (needs(each)[columns].sort_values("group", ignore_index=True) for each in (table, mixed))
    pd.testing.assert_frame_equal(one, two)
