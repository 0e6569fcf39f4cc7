"""The one command: ``python -m toolkit report FOLDER --out DIR``."""

from __future__ import annotations

import argparse
import sys

from toolkit.errors import OptionError, ToolkitError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the value is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m toolkit", description="News pages to true charts.")
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("report", help="run the notebooks on a folder of saved news")
    made.add_argument("folder", help="folder, file or table of saved news")
    made.add_argument("--out", default="report", help="folder to write to (default: report)")
    made.add_argument("--notebook", action="append", metavar="NAME", help="only this one; may be repeated")
    made.add_argument("--time-zone", metavar="ZONE",
                      help="zone of the outlets' clock, such as Europe/Kyiv, for times that do not state one")
    made.add_argument("--outlet", metavar="NAME", help="outlet of all inputs, where they do not say or are wrong")
    made.add_argument("--columns", action="append", metavar="COLUMN=FIELD",
                      help="for tables: what a column holds, such as src=url,headline=title; may be repeated")
    options = parser.parse_args(arguments)
    return _report(options)


def _report(options: argparse.Namespace) -> int:
    from toolkit.report import report, told

    try:
        made = report(options.folder, options.out, notebooks=options.notebook, say=lambda line: print(line, flush=True),
                      outlet=options.outlet, time_zone=options.time_zone, columns=_columns(options.columns))
    except ToolkitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if made.rejected:
        count = len(made.rejected)
        print(f"{count:,} input{'s' if count > 1 else ''} could not be read:", file=sys.stderr)
    for line in told(made.rejected):
        print(f"  {line}", file=sys.stderr)
    for failure in made.failures:
        print(f"error: {failure}", file=sys.stderr)
    print(f"Open {made.index.resolve()} in a browser.")
    return 1 if made.failures else 0


def _columns(pairs: list[str] | None) -> dict[str, str] | None:
    """``COLUMN=FIELD`` pairs as a mapping; the name of a column may itself hold an equals sign or a comma."""
    each = [pair for given in pairs or () for pair in _parted(given)]
    wrong = next((pair for pair in each if "=" not in pair.strip("= ")), None)
    if wrong is not None:
        raise OptionError(f"--columns {wrong!r} is not of the form COLUMN=FIELD; one is src=url")
    return dict(pair.rsplit("=", 1) for pair in each) if each else None


def _parted(given: str) -> list[str]:
    """``src=url,headline=title`` as two pairs; a comma with no pair on one side belongs to the name of a column."""
    parts = [part.strip() for part in given.split(",")]
    return parts if all("=" in part.strip("=") for part in parts) else [given]


if __name__ == "__main__":
    sys.exit(main())
