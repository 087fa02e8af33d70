"""What a report needs, imported once: the fork server imports this module, and its children find all of it ready."""

from __future__ import annotations

import importlib

__all__ = ["LAZY"]

LAZY = (
    "papermill",
    "qmf.report.engine",
)
"""What is imported elsewhere only when it is called for."""

for _name in LAZY:
    importlib.import_module(_name)
