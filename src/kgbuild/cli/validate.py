"""`kgbuild validate`: check graphs against the shapes."""

import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.messages import counted, say
from kgbuild.cli.options import DONE, FOLDER, RDF_FILES, SOME_FAILED, expand

if TYPE_CHECKING:
    from kgbuild.validate import Report, Result


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=RDF_FILES, callback=expand)
@click.option("--shapes", type=FOLDER, metavar="DIR", help="A folder of SHACL shapes, in place of those that come with kgbuild.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "turtle", "json"]), default="text", show_default=True)
def validate(*, files: tuple[Path, ...], shapes: Path | None, form: str) -> int:
    """Check RDF files, or all in a folder, against the shapes; exit status 1 where they do not conform."""
    from kgbuild.serialize.reading import read_quads
    from kgbuild.validate import validate as check

    report = check(chain.from_iterable(map(read_quads, files)), shapes)
    click.echo({"text": _to_text, "turtle": lambda r: r.turtle(), "json": _to_json}[form](report), nl=False)
    violations = sum(result.is_violation for result in report.results)
    say("conforms" if report.conforms else f"does not conform: {counted(violations, 'violation')}")
    return DONE if report.conforms else SOME_FAILED


def _to_text(report: "Report") -> str:
    return "".join(f"{_severity(r)}: {_name(r)}: {r.message()}\n" for r in report.results)


def _severity(result: "Result") -> str:
    return result.severity.rpartition("#")[2]


def _name(result: "Result") -> str:
    path = f" {result.result_path}" if result.result_path else ""
    value = f" {result.value}" if result.value is not None else ""
    return f"{result.focus_node}{path}{value}"


def _to_json(report: "Report") -> str:
    results = [
        {
            "focus_node": result.focus_node.value,
            "result_path": result.result_path,
            "value": result.value.value if result.value is not None else None,
            "severity": result.severity,
            "message": result.message(),
            "source_shape": result.source_shape,
            "component": result.component,
        }
        for result in report.results
    ]
    return json.dumps({"conforms": report.conforms, "results": results}, ensure_ascii=False, indent=2) + "\n"
