"""The vocabulary of quality management, as typed models, and the way in: strictly read parameter files."""

from qmf.framework.changes import PDSACycle, Phase, Response
from qmf.framework.choosing import Choosing, Criterion, Marked, Overrule
from qmf.framework.design import Design
from qmf.framework.find import find_priority, year_folder
from qmf.framework.load import load_priorities, load_priority, priority_from
from qmf.framework.measure import Baseline, DefinitionChange, Measure, MeasureData, Target
from qmf.framework.method import Answers, Method
from qmf.framework.priority import Aim, Person, Priority
from qmf.framework.read_model import read_model
from qmf.framework.slugs import is_slug, is_year, nearest, one_of, shown
from qmf.framework.strategy import Branch, Strategy
from qmf.framework.topic import Topic, Topics
from qmf.framework.watched import Watched, WatchedGroup

__all__ = [
    "Aim",
    "Answers",
    "Baseline",
    "Branch",
    "Choosing",
    "Criterion",
    "DefinitionChange",
    "Design",
    "Marked",
    "Measure",
    "MeasureData",
    "Method",
    "Overrule",
    "PDSACycle",
    "Person",
    "Phase",
    "Priority",
    "Response",
    "Strategy",
    "Target",
    "Topic",
    "Topics",
    "Watched",
    "WatchedGroup",
    "find_priority",
    "is_slug",
    "is_year",
    "load_priorities",
    "load_priority",
    "nearest",
    "one_of",
    "priority_from",
    "read_model",
    "shown",
    "year_folder",
]
