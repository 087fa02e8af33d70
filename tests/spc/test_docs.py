"""Every example in docs/methods/ runs and gives what the page says."""

import doctest
import re
from pathlib import Path

import pytest

from qmf.spc import KINDS, PROFILES

METHODS = Path(__file__).parents[2] / "docs" / "methods"
PAGES = sorted(METHODS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_run(page):
    result = doctest.testfile(
        str(page), module_relative=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    assert result.failed == 0


def sections():
    """Each page, and each of its sections, by their headings."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        title, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
        yield title.splitlines()[0], text
        for part in parts:
            yield part.splitlines()[0], part


@pytest.mark.parametrize(
    "what", [*(f'kind="{kind}"' for kind in KINDS), *(f'rules="{rules}"' for rules in PROFILES)]
)
def test_every_kind_and_profile_has_a_section_of_its_own(what):
    found = [text for heading, text in sections() if f"`{what}`" in heading]
    assert len(found) == 1, "one page or section is headed by it"
    for part in ("Source: ", "\n>>> ", "**Use it** ", "**Do not** "):
        assert part in found[0], part
    formula = (
        "|---|" in found[0]
        or "Centre: " in found[0]
        or "An I chart of" in found[0]
        or "same sigma" in found[0]
    )
    assert formula, "and says what is computed"
    assert what in "".join(re.findall(r"^(?:>>>|\.\.\.).*$", found[0], re.M)) or what in (
        'kind="xmr"',
        'rules="mdc"',
    ), "the example calls it; xmr and mdc are the defaults"
