"""Quality improvement: whether a change is real, and whether it has lasted."""

from qmf.improvement.actions import Action, actions, open_actions
from qmf.improvement.comparison import change
from qmf.improvement.family import FamilyReading, read_family
from qmf.improvement.family_words import part_words
from qmf.improvement.regression import caution
from qmf.improvement.result import Change
from qmf.improvement.since import Since, average, since
from qmf.improvement.table import changes
from qmf.improvement.tamper import Answer, answers_a_point
from qmf.improvement.words import Said, say

__all__ = [
    "Action",
    "Answer",
    "Change",
    "FamilyReading",
    "Said",
    "Since",
    "actions",
    "answers_a_point",
    "average",
    "caution",
    "change",
    "changes",
    "open_actions",
    "part_words",
    "read_family",
    "say",
    "since",
]
