"""Quality-management analytics for a health service.

Start with :func:`qmf.spc.control_chart` for one chart, or ``qmf report`` for a bundle of reports.
"""

__version__ = "0.1.0"
