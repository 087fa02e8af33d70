"""Quality improvement: whether a change is real, and whether it has lasted."""

from qmf.improvement.comparison import change
from qmf.improvement.regression import caution
from qmf.improvement.result import Change
from qmf.improvement.table import changes
from qmf.improvement.words import Said, say

__all__ = ["Change", "Said", "caution", "change", "changes", "say"]
