"""What tests of reports share: one fork server for as many as ask for it."""

from __future__ import annotations

import pytest

from qmf.report.pools import forked


@pytest.fixture(scope="session")
def pool(tmp_path_factory):
    """Give a pool of two forked processes at a time, each killed when it says nothing for 8 seconds."""
    with forked(2, tmp_path_factory.mktemp("pool") / "processes.log", seconds=3) as made:
        yield made
