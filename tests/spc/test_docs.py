"""Every example in docs/methods/ runs and gives what the page says."""

import doctest
from pathlib import Path

import pytest

METHODS = Path(__file__).parents[2] / "docs" / "methods"
PAGES = sorted(METHODS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_run(page):
    result = doctest.testfile(
        str(page), module_relative=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    assert result.failed == 0


def test_every_kind_and_profile_has_a_page_with_an_example():
    from qmf.spc import KINDS, PROFILES

    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for kind in KINDS:
        assert f'kind="{kind}"' in text or kind == "xmr", kind
    for rules in PROFILES:
        assert f'rules="{rules}"' in text or rules == "mdc", rules
