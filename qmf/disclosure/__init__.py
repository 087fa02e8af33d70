"""Disclosure control: a named policy turns findings into findings fit for an audience, before anything is drawn."""

from qmf.disclosure.disclose import check_apart, disclose
from qmf.disclosure.disclosed import Disclosed, Withheld, policy_of, withheld
from qmf.disclosure.policies import FILE, PUBLIC, TEAM, audiences, policies
from qmf.disclosure.policy import SUPPRESSED, Policy, Suppressed

__all__ = [
    "FILE",
    "PUBLIC",
    "SUPPRESSED",
    "TEAM",
    "Disclosed",
    "Policy",
    "Suppressed",
    "Withheld",
    "audiences",
    "check_apart",
    "disclose",
    "policies",
    "policy_of",
    "withheld",
]
