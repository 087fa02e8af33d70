"""Quality planning: what to work on, and how to go about it."""

from qmf.planning.needs import needs
from qmf.planning.reading import read_table, table
from qmf.planning.register import register
from qmf.planning.reporting import reported
from qmf.planning.table import Table
from qmf.planning.thread import check_thread, load, thread
from qmf.planning.triage import Asked, Flip, Triage, triage

__all__ = [
    "Asked",
    "Flip",
    "Table",
    "Triage",
    "check_thread",
    "load",
    "needs",
    "read_table",
    "register",
    "reported",
    "table",
    "thread",
    "triage",
]
