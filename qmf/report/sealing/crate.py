"""``ro-crate-metadata.json``: what the seals say, in the words of RO-Crate's profile for something that was run.

Written by plain code: the same facts give the same bytes. The profile is Process Run Crate 0.5, on RO-Crate 1.1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qmf.cycle import Findings
from qmf.report.dates import day
from qmf.report.sealing.digests import digests
from qmf.report.sealing.made_from import MadeBy
from qmf.report.sealing.seal import NAME, read_seal

__all__ = ["CRATE", "write_crate"]

CRATE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
SHA256 = "https://w3id.org/ro/terms/workflow-run#sha256"
KIT, TRUST, LICENCE = "#qmf", "#organisation", "#licence"
FORMATS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}

Entity = dict[str, Any]


def write_crate(folder: Path, findings: Sequence[Findings], by: MadeBy) -> None:
    """Write a bundle's crate, when everything but its seal is in the folder.

    Parameters
    ----------
    folder
        The bundle's own folder, with a sealed folder for each priority.
    findings
        One a priority.
    by
        What made the bundle.
    """
    graph = [*_bundle(findings), *_runs(folder, findings), *_kit(by), *_files(digests(folder))]
    root = next(entity for entity in graph if entity["@id"] == "./")
    root["hasPart"] = [_ref(entity["@id"]) for entity in graph if entity["@type"] == "File"]
    root["mentions"] = [_ref(entity["@id"]) for entity in graph if entity["@type"] == "CreateAction"]
    crate = {"@context": [f"{SPECIFICATION}/context", {"sha256": SHA256}], "@graph": graph}
    text = json.dumps(crate, indent=1, ensure_ascii=False)
    (folder / CRATE).write_text(text + "\n", encoding="utf-8", newline="")


def _bundle(findings: Sequence[Findings]) -> Iterator[Entity]:
    """Say what the bundle is, whose, and under what terms."""
    place, year, as_at = findings[0].place, findings[0].priority.year, findings[0].as_at
    yield {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": _ref("./"),
        "conformsTo": _ref(SPECIFICATION),
    }
    titles = ", ".join(found.priority.title for found in findings)
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Quality priorities {year}: {place.name}",
        "description": f"Reports on {titles}, as at {day(as_at)}. {place.notice}",
        # the day that the data are as at: when it was made is in the log beside the bundle
        "datePublished": as_at.isoformat(),
        "conformsTo": _ref(PROFILE),
        "license": _ref(LICENCE),
        "author": _ref(TRUST),
        "publisher": _ref(TRUST),
    }
    yield {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    yield {"@id": TRUST, "@type": "Organization", "name": place.name}
    licence = place.licence or "Not stated: ask the organisation."
    source = place.source or "The source of the data is not stated."
    yield {"@id": LICENCE, "@type": "CreativeWork", "name": licence, "description": source}


def _runs(folder: Path, findings: Sequence[Findings]) -> Iterator[Entity]:
    """Say of each priority what was run, what went in and what came out."""
    going_in: dict[str, str] = {}
    for found in findings:
        name = found.priority.id
        seal: Mapping[str, Any] = read_seal(folder / name) or {}
        mine = {
            f"{kind}/{file}": value
            for kind in ("data", "notebooks", "parameters")
            for file, value in seal["inputs"][kind].items()
        }
        going_in |= mine
        failed = seal.get("failed", {})
        yield {
            "@id": f"#run-{name}",
            "@type": "CreateAction",
            "name": f"The reports on {found.priority.title}",
            "description": seal["command"],
            "instrument": _ref(KIT),
            "agent": _ref(TRUST),
            "object": [_ref(f"#{file}") for file in mine],
            "result": [_ref(_address(f"{name}/{file}")) for file in (*seal["files"], NAME)],
            "actionStatus": f"http://schema.org/{'Failed' if failed else 'Completed'}ActionStatus",
            **({"error": "; ".join(f"{each}: {why}" for each, why in failed.items())} if failed else {}),
        }
    for file, value in sorted(going_in.items()):
        yield {"@id": f"#{file}", "@type": "CreativeWork", "name": file, "sha256": value}


def _kit(by: MadeBy) -> Iterator[Entity]:
    """Name what was run, and what it stood on."""
    packages = by.environment["packages"]
    under = {"python": by.environment["python"], **(packages if isinstance(packages, Mapping) else {})}
    changed = {True: "with local changes", False: "no local changes", None: "not from a repository"}
    yield {
        "@id": KIT,
        "@type": "SoftwareApplication",
        "name": "qmf",
        "softwareVersion": f"{by.version} (commit {by.kit['commit']}, {changed[by.local_changes]})",
        "sha256": by.kit["code"],
        "operatingSystem": f"{by.environment['system']} {by.environment['machine']}",
        "softwareRequirements": [_ref(f"#{name}") for name in under],
    }
    for name, number in under.items():
        entity = {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name}
        yield {**entity, "softwareVersion": str(number)}


def _files(found: Mapping[str, str]) -> Iterator[Entity]:
    """List every file; the seal of the whole has no SHA-256 here, because it holds that of this crate."""
    for name in sorted({*found, NAME}):
        sealed = {"sha256": found[name]} if name in found else {}
        form = FORMATS.get(Path(name).suffix, "application/octet-stream")
        yield {"@id": _address(name), "@type": "File", "name": name, "encodingFormat": form, **sealed}


def _address(name: str) -> str:
    return name.replace("%", "%25").replace(" ", "%20")


def _ref(name: str) -> dict[str, str]:
    return {"@id": name}
