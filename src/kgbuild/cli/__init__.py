"""The command line: a thin twin of the library.

Each command is a module of its own and loads what it needs when it runs, so that `kgbuild --help` and a mistyped option are
answered at once. Standard output carries results alone, everything said goes to standard error.

Exit status: 0 all well; 1 the work was done but something did not conform or some input failed; 2 wrong usage or unreadable
input; 130 interrupted.
"""

import os
import sys
from collections.abc import Sequence

import click

from kgbuild import __version__
from kgbuild.cli.build import build
from kgbuild.cli.consolidate import consolidate
from kgbuild.cli.evaluate import evaluate
from kgbuild.cli.export import export
from kgbuild.cli.kb import kb
from kgbuild.cli.load import load
from kgbuild.cli.messages import say
from kgbuild.cli.model import model
from kgbuild.cli.ontology import ontology
from kgbuild.cli.options import DONE, INTERRUPTED, SOME_FAILED, UNUSABLE
from kgbuild.cli.query import query
from kgbuild.cli.serve import serve
from kgbuild.cli.validate import validate
from kgbuild.cli.watch import watch
from kgbuild.errors import KgbuildError

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kgbuild")
@click.option("--debug", is_flag=True, expose_value=False, help="Show where in the program an error happened.")
def cli() -> None:
    """Read news articles and build a knowledge graph of who did what to whom, where, when, and on whose word."""


for _command in (build, validate, query, load, consolidate, export, kb, serve, ontology, model, evaluate, watch):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status.

    Args:
        arguments: The command line without the program's name, by default that of the process.
    """
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command line; every error becomes one line and an exit status.

    Args:
        arguments: The command line without the program's name.

    Returns:
        The exit status.
    """
    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        status = cli.main(arguments, prog_name="kgbuild", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        say("interrupted; nothing half-written is left")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough; without this, Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (KgbuildError, click.ClickException) as error:
        if debug:
            raise
        say(error.format_message() if isinstance(error, click.ClickException) else str(error))
        return UNUSABLE
    except Exception as error:
        if debug:
            raise
        say(f"kgbuild broke ({type(error).__name__}: {error}); run it again with --debug and report what it says")
        return SOME_FAILED
    return status if isinstance(status, int) else DONE
