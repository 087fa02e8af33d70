"""What Papermill finds under its entry point, for ``papermill --engine qmf``.

Papermill loads it while it is itself being imported, so that nothing here may import Papermill yet.
"""

from __future__ import annotations

from typing import Any

__all__ = ["QmfEngine"]


class QmfEngine:
    """The engine of :mod:`qmf.report.engine`, imported when it is first used."""

    @classmethod
    def execute_notebook(cls, *words: Any, **named: Any) -> Any:
        """Run a notebook."""
        from qmf.report.engine import InProcess

        return InProcess.execute_notebook(*words, **named)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> Any:
        """Name the kernel that the notebook asks for."""
        from qmf.report.engine import InProcess

        return InProcess.nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> Any:
        """Name the language that the notebook is in."""
        from qmf.report.engine import InProcess

        return InProcess.nb_language(nb, language)
