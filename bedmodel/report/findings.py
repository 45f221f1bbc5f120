"""Lists of problems for people and for programs: text, JSON, GitHub's workflow commands, SARIF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bedmodel import __version__
from bedmodel.checks.rulebook import RULEBOOK
from bedmodel.problems import CODES, Problem, plain_path
from bedmodel.report.tabular import json_text
from bedmodel.units import counted

SARIF = "2.1.0"
SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_text(problems: Sequence[Problem]) -> str:
    """Each problem as `file:line:column CODE path: message`, with its hint on a line below.

    >>> from bedmodel.problems import Place
    >>> as_text([Problem(Place("a.yaml", 3, 1), "P001", "beds", "a bare number has no source")])
    'a.yaml:3:1 P001 beds: a bare number has no source\\n'
    """
    return _writable("".join(f"{problem}\n" for problem in problems))


def as_json(problems: Sequence[Problem], files: int) -> str:
    """`{"bedmodel": 1, "lint": {"errors": n, "warnings": n, "files": n}, "rows": [{…}]}`, one problem a line."""
    errors, warnings = _counts(problems)
    head = {"errors": errors, "warnings": warnings, "files": files}
    return _writable(json_text("lint", head, map(record, problems)))


def as_github(problems: Sequence[Problem]) -> str:
    """One workflow command for each problem, which GitHub shows at the line of the file.

    >>> from bedmodel.problems import Place
    >>> as_github([Problem(Place("a.yaml", 3, 1), "S003", "", "50% is a text")])
    '::error file=a.yaml,line=3,col=1,title=S003::50%25 is a text\\n'
    """
    return _writable("".join(map(_command, problems)))


def as_sarif(problems: Sequence[Problem]) -> str:
    """A SARIF 2.1.0 log of one run, which code scanners and editors read; its rules are those that were broken."""
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "bedmodel", "version": __version__, "rules": list(map(_rule, codes))}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    log = {"$schema": SARIF_SCHEMA, "version": SARIF, "runs": [run]}
    return _writable(json.dumps(log, ensure_ascii=False, indent=1) + "\n")


def summary(problems: Sequence[Problem], files: int) -> str:
    """How many problems there are, in how many files that were looked at.

    >>> from bedmodel.problems import Place
    >>> summary([Problem(Place("a.yaml"), "S003", "", "wrong")] * 2, files=31), summary([], files=1)
    ('2 errors in 31 files', 'no problems in 1 file')
    """
    errors, warnings = _counts(problems)
    parts = [counted(n, noun) for n, noun in ((errors, "error"), (warnings, "warning")) if n]
    return f"{' and '.join(parts) or 'no problems'} in {counted(files, 'file')}"


def _counts(problems: Sequence[Problem]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    errors = sum(problem.severity == "error" for problem in problems)
    return errors, len(problems) - errors


def record(problem: Problem) -> dict[str, Any]:
    """A problem as a row for programs."""
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        "message": problem.message,
        "hint": problem.hint,
    }


def _sentence(problem: Problem) -> str:
    """The path and the message, and the hint on a line of its own."""
    where = f"{problem.path}: " if problem.path else ""
    return f"{where}{problem.message}" + (f"\n{problem.hint}" if problem.hint else "")


def _command(problem: Problem) -> str:
    properties = {
        "file": _relative(problem.place.file),
        "line": str(problem.place.line),
        "col": str(problem.place.column),
        "title": problem.code,
    }
    given = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{problem.severity} {given}::{_escaped(_sentence(problem))}\n"


def _escaped(text: str, more: str = "") -> str:
    """A text in which no sign ends a command or one of its properties; the percent sign goes first."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _rule(code: str) -> dict[str, Any]:
    entry = RULEBOOK[code]
    return {
        "id": code,
        "shortDescription": {"text": CODES[code]},
        "fullDescription": {"text": entry.why},
        "help": {"text": entry.mend},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    place = problem.place
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": _sentence(problem)},
        "locations": [location],
    }


def _relative(file: str) -> str:
    """A file's name from the folder one works in, with forward slashes; an absolute one only where it lies outside."""
    path, here = Path(plain_path(file)), Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _uri(file: str) -> str:
    name = _relative(file)
    text = quote(name, errors="surrogateescape")
    return f"file://{'' if text.startswith('/') else '/'}{text}" if Path(name).is_absolute() else text


def _writable(text: str) -> str:
    """A text that UTF-8 can carry: what in a file's name is none becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
