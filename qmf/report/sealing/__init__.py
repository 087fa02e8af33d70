"""What a bundle was made from and what is in it; and whether that is still so."""

from qmf.report.sealing.compare import Comparison, compare
from qmf.report.sealing.digests import digests, sha256
from qmf.report.sealing.made_from import MadeBy, command, inputs, made_by
from qmf.report.sealing.seal import PRIORITY, WHOLE, read_seal, write_seal
from qmf.report.sealing.verify import Verified, verify

__all__ = [
    "PRIORITY",
    "WHOLE",
    "Comparison",
    "MadeBy",
    "Verified",
    "command",
    "compare",
    "digests",
    "inputs",
    "made_by",
    "read_seal",
    "sha256",
    "verify",
    "write_seal",
]
