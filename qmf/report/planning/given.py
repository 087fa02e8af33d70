"""What the notebook calls first: the year's planning, from where the environment says that the data are."""

from __future__ import annotations

import os

from qmf.cycle import find
from qmf.data import check_measures, open_place
from qmf.disclosure import TEAM, audiences
from qmf.errors import Fault, ParameterError
from qmf.framework import load_priorities
from qmf.report.notebook import as_at_given, nearest_folder
from qmf.report.yearly import planning_known
from qmf.year import Planning, plan_year

__all__ = ["given"]


def given(*, year: str) -> Planning:
    """Give the planning of a year.

    Parameters
    ----------
    year
        The year whose priorities are looked at while the next year's are chosen: ``parameters/<year>/``.

    Raises
    ------
    ParameterError
        A parameter file is wrong; or the environment names an audience from whom small numbers are kept: there is no
        policy that masks these.
    PlaceError, DataError
        The data cannot be found, or are not what they should be.

    Notes
    -----
    Where the data is and the date come from the environment, as for a priority's notebooks.
    """
    parameters = nearest_folder("QMF_PARAMETERS", "parameters")
    policy = audiences(parameters).get(os.environ.get("QMF_AUDIENCE", TEAM))
    if policy is None or not policy.shows_all:
        what = "the year's planning has numbers that no disclosure policy masks"
        raise ParameterError(Fault(what, "QMF_AUDIENCE", "Make it for those who do the work."))
    folder, as_at = nearest_folder("QMF_DATA", "data"), as_at_given()
    known = planning_known(folder, year, as_at)
    if known is not None:
        return known
    place = open_place(folder)
    as_at = as_at or place.last_complete_period()
    priorities = load_priorities(parameters, year)
    check_measures(place, priorities, as_at)
    return plan_year(place, parameters, [find(place, each, as_at) for each in priorities], as_at)
