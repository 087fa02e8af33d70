"""The same job on real data: the published talking-therapies file to a bundle, its figures held to the file."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "nhs_talking_therapies_monthly"
FILE = SHARED / "tt_oxleas_and_england_all_measures_long.csv.gz"
QMF = Path(sys.executable).parent / "qmf"

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.reference,
    pytest.mark.xdist_group("oxleas"),
    pytest.mark.skipif(
        not FILE.is_file(), reason="the published file, in shared/, is not beside the checkout"
    ),
]


def qmf(*words: str | Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QMF_")}
    done = subprocess.run([QMF, *words], cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("oxleas")
    qmf("import", "talking-therapies", FILE, "--org", "RPG", "--out", folder / "data")
    qmf("report", "talking-therapies", "--data", folder / "data", "--out", folder / "reports")
    return folder / "reports" / "2025-26" / "2026-03-31"


@pytest.fixture(scope="module")
def assessed(bundle) -> pd.DataFrame:
    path = bundle / "talking-therapies" / "data" / "assessed-within-28-days--all-together.csv"
    return pd.read_csv(path).set_index("x")


@pytest.mark.parametrize(
    ("month", "within", "of", "shown"), [("2026-01-01", 170, 475, 36), ("2026-03-01", 330, 505, 65)]
)
def test_assessments_within_28_days_are_those_published(assessed, month, within, of, shown):
    row = assessed.loc[month]
    assert row["n"] == of
    assert row["value"] * row["n"] / 100 == pytest.approx(within, abs=1e-9)
    assert round(row["value"]) == shown


def test_every_month_is_that_of_the_file(assessed):
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        long = pd.read_csv(file)
    ours = long[(long["org_code"] == "RPG") & long["measure_id"].isin(["M024", "M023"])]
    wide = ours[ours["measure_statistic"] == "count"].pivot_table(
        index="start_date", columns="measure_id", values="value"
    )
    share = (100 * wide["M024"] / wide["M023"]).dropna()
    assert len(share) == 63
    assert assessed["value"].reindex(share.index).tolist() == pytest.approx(share.tolist(), rel=1e-12)


def test_the_pages_say_that_the_data_are_real_and_whose(bundle):
    for path in bundle.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "Real data." in text and "Open Government Licence v3.0" in text, path.name
        assert "Synthetic" not in text.partition("<body")[2], path.name


def test_the_front_page_says_the_latest_figure(bundle):
    assert "65% in March 2026" in (bundle / "index.html").read_text(encoding="utf-8")


def test_a_new_phase_is_proposed_where_one_average_describes_nothing(bundle):
    """59 of the 63 points are signals: the pages offer new limits from July 2022 and use none."""
    said = "".join(page.read_text(encoding="utf-8") for page in (bundle / "talking-therapies").glob("*.html"))
    assert "Proposed: start new limits in July 2022" in said
    assert "from July 2022, 30 months in a row were above the average of 73%" in said
    assert "- start: 2022-07-01" in said and "measure: assessed-within-28-days" in said
