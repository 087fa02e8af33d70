"""One version of the truth: places, their tables, the checks they pass, and the series that charts are drawn from."""

from collections.abc import Callable
from pathlib import Path

from qmf.data.between import days_between
from qmf.data.codes import codes
from qmf.data.groups import OTHERS, TOGETHER, grouped_series, grouped_units
from qmf.data.measures import check_measures
from qmf.data.opening import open_place
from qmf.data.place import Place
from qmf.data.quality import quality
from qmf.data.sample_write import write_sample
from qmf.data.series import series, together
from qmf.data.talking_therapies import import_talking_therapies

__all__ = [
    "IMPORTERS",
    "OTHERS",
    "TOGETHER",
    "Place",
    "check_measures",
    "codes",
    "days_between",
    "grouped_series",
    "grouped_units",
    "import_talking_therapies",
    "open_place",
    "quality",
    "series",
    "together",
    "write_sample",
]

IMPORTERS: dict[str, Callable[..., Path]] = {"talking-therapies": import_talking_therapies}
"""What ``qmf import KIND FILE --org ORG --out DIR`` can turn into a place, by kind."""
