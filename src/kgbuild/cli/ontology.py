"""`kgbuild ontology`: what the terms of the graph mean."""

from pathlib import Path

import click

from kgbuild.cli.messages import counted, say
from kgbuild.cli.options import DONE, SOME_FAILED


@click.group()
def ontology() -> None:
    """Show the ontology, or check that it is in order."""


@ontology.command()
@click.argument("term", required=False)
def show(*, term: str | None) -> int:
    """Print the ontology as Turtle, or what one term means (kgo:Claim, TroopDeployment, plover:AID, an IRI)."""
    from kgbuild.resources import ontology_text
    from kgbuild.terms import describe

    click.echo(describe(term) if term else ontology_text("kgbuild.ttl"), nl=False)
    return DONE


@ontology.command()
@click.option("-o", "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder.")
def docs(*, out: Path) -> int:
    """Write a static HTML reference of the ontology and of the PLOVER concepts into a folder."""
    from kgbuild.cli.output import write_text
    from kgbuild.reference import reference_pages

    for name, page in reference_pages().items():
        write_text(page, out / name)
    say(f"the reference is in {out}; begin with {out / 'index.html'}")
    return DONE


@ontology.command()
def check() -> int:
    """Check that the ontology parses, holds every class of events, explains each of its terms and is free of contradictions.

    The last needs Java for the reasoner; without it, that one check is left out, and said so.
    """
    from kgbuild import reason
    from kgbuild.resources import shapes_dir
    from kgbuild.terms import check_ontology
    from kgbuild.validate import load_shapes

    problems = check_ontology()
    load_shapes(shapes_dir())
    if reason.has_java():
        problems += [f"{iri} can have no member: its definition contradicts itself" for iri in reason.check()]
    else:
        say("Java is not installed: whether the ontology is free of contradictions was not checked")
    for problem in problems:
        say(problem)
    say("the ontology and the shapes are in order" if not problems else counted(len(problems), "problem"))
    return SOME_FAILED if problems else DONE
