"""What the cells of a notebook show: each function takes the findings and gives a block that shows itself."""

from qmf.report.blocks.actions import actions
from qmf.report.blocks.aim import aim
from qmf.report.blocks.assessments import assessments
from qmf.report.blocks.begin import begin
from qmf.report.blocks.block import Block, Output, Picture, Section, Several
from qmf.report.blocks.changes import changes
from qmf.report.blocks.cycles import cycles
from qmf.report.blocks.design import design
from qmf.report.blocks.family import family
from qmf.report.blocks.figure import drawing, figure
from qmf.report.blocks.figures import figures
from qmf.report.blocks.held import held
from qmf.report.blocks.impacts import impacts
from qmf.report.blocks.learning import learning
from qmf.report.blocks.made import made
from qmf.report.blocks.matrix import matrix
from qmf.report.blocks.moved import moved
from qmf.report.blocks.people import people
from qmf.report.blocks.together import together
from qmf.report.blocks.triage import triage

__all__ = [
    "Block",
    "Output",
    "Picture",
    "Section",
    "Several",
    "actions",
    "aim",
    "assessments",
    "begin",
    "changes",
    "cycles",
    "design",
    "drawing",
    "family",
    "figure",
    "figures",
    "held",
    "impacts",
    "learning",
    "made",
    "matrix",
    "moved",
    "people",
    "together",
    "triage",
]
