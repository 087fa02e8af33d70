"""Quality planning: what to work on, and how to go about it."""

from qmf.planning.reading import read_table, table
from qmf.planning.table import Table
from qmf.planning.triage import Asked, Flip, Triage, triage

__all__ = ["Asked", "Flip", "Table", "Triage", "read_table", "table", "triage"]
