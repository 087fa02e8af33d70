"""Quality planning: what to work on, and how to go about it."""

from qmf.planning.needs import needs
from qmf.planning.reading import read_table, table
from qmf.planning.reporting import reported
from qmf.planning.table import Table
from qmf.planning.triage import Asked, Flip, Triage, triage

__all__ = [
    "Asked",
    "Flip",
    "Table",
    "Triage",
    "needs",
    "read_table",
    "reported",
    "table",
    "triage",
]
