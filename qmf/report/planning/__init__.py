"""What the cells of ``priority_setting`` show: each function takes the year's planning and gives a block."""

from qmf.report.planning.assessments import assessments
from qmf.report.planning.begin import begin
from qmf.report.planning.candidates import candidates
from qmf.report.planning.choice import choice
from qmf.report.planning.garden import garden
from qmf.report.planning.given import given
from qmf.report.planning.needs import needs
from qmf.report.planning.reporting import reporting
from qmf.report.planning.risks import risks
from qmf.report.planning.summary import summary
from qmf.report.planning.thread import thread

__all__ = [
    "assessments",
    "begin",
    "candidates",
    "choice",
    "garden",
    "given",
    "needs",
    "reporting",
    "risks",
    "summary",
    "thread",
]
