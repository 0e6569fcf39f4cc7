"""The one command: ``python -m toolkit report FOLDER --out DIR``."""

from __future__ import annotations

import argparse
import sys

from toolkit.errors import ToolkitError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the value is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m toolkit", description="News pages to true charts.")
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("report", help="run the notebooks on a folder of saved news")
    made.add_argument("folder", help="folder, file or table of saved news")
    made.add_argument("--out", default="report", help="folder to write to (default: report)")
    made.add_argument("--notebook", action="append", metavar="NAME", help="only this one; may be repeated")
    options = parser.parse_args(arguments)
    return _report(options)


def _report(options: argparse.Namespace) -> int:
    from toolkit.report import report

    try:
        made = report(options.folder, options.out, notebooks=options.notebook, say=lambda line: print(line, flush=True))
    except ToolkitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for failure in made.failures:
        print(f"error: {failure}", file=sys.stderr)
    print(f"Open {made.index.resolve()} in a browser.")
    return 1 if made.failures else 0


if __name__ == "__main__":
    sys.exit(main())
