"""Quality planning: what to work on, and how to go about it."""

from qmf.planning.candidates import candidates
from qmf.planning.choosing import Choice, choose
from qmf.planning.evidence import Evidence
from qmf.planning.from_risks import open_risks
from qmf.planning.impact import Impact, impact_findings, impacts
from qmf.planning.logic import design_gaps
from qmf.planning.needs import needs
from qmf.planning.policy import Policy, policy, read_policy
from qmf.planning.reading import read_table, table
from qmf.planning.register import register
from qmf.planning.reporting import reported
from qmf.planning.table import Table
from qmf.planning.thread import check_thread, load, thread
from qmf.planning.triage import Asked, Flip, Triage, triage

__all__ = [
    "Asked",
    "Choice",
    "Evidence",
    "Flip",
    "Impact",
    "Policy",
    "Table",
    "Triage",
    "candidates",
    "check_thread",
    "choose",
    "design_gaps",
    "impact_findings",
    "impacts",
    "load",
    "needs",
    "open_risks",
    "policy",
    "read_policy",
    "read_table",
    "register",
    "reported",
    "table",
    "thread",
    "triage",
]
