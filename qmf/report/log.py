"""The log beside a bundle, one JSON object a line: what differs from run to run is here, not inside."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["RunLog"]


class RunLog:
    """Write what happens in a run, a line at a time.

    Parameters
    ----------
    path
        The log file; a run starts it afresh.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> log = RunLog(Path(mkdtemp()) / "run.log.jsonl")
    >>> log.write("started", priorities=["falls"])
    >>> [json.loads(line)["what"] for line in log.path.read_text().splitlines()]
    ['started']
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")

    def write(self, what: str, **facts: object) -> None:
        """Add one line: when, what happened, and its facts (plain JSON values)."""
        line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "what": what, **facts}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def user() -> str:
    """Name the account that runs, for the log alone; 'unknown' where the system cannot say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
