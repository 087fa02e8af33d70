"""The science: statistical process control charts as numbers and words.

Arrays and frames in, tables and sentences out. It knows nothing else of qmf but its errors, and draws nothing:
:meth:`ControlChart.figure` alone asks :mod:`qmf.charts` to.
"""

from .analysis import Analysis
from .chart import ControlChart, control_chart
from .choose import Suggestion, events_between, suggest_kind
from .core import analyse
from .funnel import FunnelChart, funnel_chart
from .kinds import KINDS
from .profiles import PROFILES
from .proposals import Proposal, propose_phases
from .words import Label

__all__ = [
    "KINDS",
    "PROFILES",
    "Analysis",
    "ControlChart",
    "FunnelChart",
    "Label",
    "Proposal",
    "Suggestion",
    "analyse",
    "control_chart",
    "events_between",
    "funnel_chart",
    "propose_phases",
    "suggest_kind",
]
