"""How a page is put together: the jinja2 environment, and what every page shares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qmf import __version__, charts
from qmf.cycle import Findings
from qmf.disclosure import policy_of
from qmf.report import dates, wording
from qmf.report.policy import asset, policy
from qmf.report.results import Kit

__all__ = ["environment", "fragment", "json_for_script", "page", "stylesheet"]


@cache
def environment() -> Environment:
    """Give the environment all templates are rendered in: everything escaped, nothing undefined let through."""
    made = Environment(
        loader=PackageLoader("qmf.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "day": dates.day,
        "month": dates.month,
        "short_month": dates.short_month,
        "joined": wording.joined,
        "inside": wording.inside,
        "sentence": wording.sentence,
        "stopped": wording.stopped,
        "without": wording.without,
    }
    made.globals |= {"icon": icon, "count": wording.count, "plural": wording.plural}
    return made


def icon(name: str, size: int = 36) -> Markup:
    """Give an icon; it always stands beside its word, so a screen reader passes over it."""
    return Markup(charts.icon(name, size=size))  # noqa: S704 - our own drawing, from a fixed list of names


def fragment(template: str, **values: Any) -> str:
    """Render a part of a page.

    Parameters
    ----------
    template
        The template's name, such as ``"blocks/aim.html.j2"``.
    values
        What the template shows; text is escaped.
    """
    return environment().get_template(template).render(**values)


def page(
    template: str,
    found: Findings,
    *,
    title: str,
    root: str,
    kit: Kit | None,
    scripts: Sequence[str] = (),
    **values: Any,
) -> str:
    """Render a whole page.

    Parameters
    ----------
    template
        The template's name, such as ``"front.html.j2"``.
    found
        Findings whose place, year and as-at date the page tells.
    title
        The document's title, before the name of the place.
    root
        The way from the page to the bundle's own folder: ``""`` or ``"../"``.
    kit
        What made it.
    scripts
        The names of the kit's scripts that stand in it.
    values
        What else the template shows.
    """
    style = stylesheet() + asset("everywhere.css")
    return fragment(
        template,
        title=title,
        root=root,
        place=found.place,
        disclosure=policy_of(found),
        year=found.priority.year,
        as_at=found.as_at,
        kit=kit or Kit(__version__),
        policy=policy(style, scripts),
        style=Markup(style),  # noqa: S704 - the kit's own
        scripts=[Markup(asset(name)) for name in scripts],  # noqa: S704 - the kit's own
        sprite=Markup(charts.sprite()),  # noqa: S704 - our own drawing
        **values,
    )


def json_for_script(value: object) -> Markup:
    r"""Write JSON that can stand inside a ``script`` element whatever text it holds.

    Examples
    --------
    >>> print(json_for_script({"title": "</script>"}))
    {"title":"\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign is left that could end the element


def stylesheet() -> str:
    """Give the kit's stylesheet: the design tokens, then the look."""
    return asset("tokens.css") + asset("look.css")
