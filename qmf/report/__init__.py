"""Notebooks to bundles: run, render, seal, index."""

from qmf.report.later import syntax_later

syntax_later()
