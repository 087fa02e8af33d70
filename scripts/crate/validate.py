"""Hold a bundle's crate to the Process Run Crate profile, without a network: ``validate.py BUNDLE``.

Runs in an environment of its own, because roc-validator pins an old rich. It would fetch the JSON-LD context of
RO-Crate 1.1 from its home: here it finds it in its cache, filled from the copy that the rocrate package carries.
"""

from __future__ import annotations

import io
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import requests
from requests_cache import CachedSession
from rocrate_validator.models import ValidationSettings
from rocrate_validator.services import validate
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def fill(cache: Path) -> None:
    """Put the context into a cache, as if it had been fetched."""
    answer = requests.Response()
    answer.status_code, answer.url = 200, CONTEXT
    answer.headers["Content-Type"] = "application/ld+json"
    body = (files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    answer._content = body
    answer.raw = HTTPResponse(io.BytesIO(body), answer.headers, 200, request_url=CONTEXT)
    accepts = ["application/ld+json, application/json", "application/ld+json", "*/*"]
    with CachedSession(cache_name=str(cache), backend="sqlite") as session:
        for accept in accepts:
            answer.request = requests.Request("GET", CONTEXT, headers={"Accept": accept}).prepare()
            session.cache.save_response(answer)


def main(bundle: str) -> int:
    """Print what is wrong with a crate, a line each; give how many."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        fill(cache)
        result = validate(
            ValidationSettings(
                rocrate_uri=bundle,
                profile_identifier="process-run-crate-0.5",
                requirement_severity="REQUIRED",
                cache_path=cache,
                offline=True,
            )
        )
        issues = result.get_issues()
        for issue in issues:
            print(f"{issue.check.identifier}: {issue.message}")
        checks = len(result.executed_checks)
        print(f"{checks} checks, {len(issues)} issues")
        return 1 if issues or not checks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
