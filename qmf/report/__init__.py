"""Notebooks to bundles: run, render, seal, index."""
