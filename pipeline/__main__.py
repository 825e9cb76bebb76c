"""The command ``byline``: runs the command line and turns errors into messages and exit codes."""

from __future__ import annotations

import errno
import io
import sys
from typing import TYPE_CHECKING

from pipeline.errors import EXIT_INTERRUPTED, BylineError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run byline with ``argv`` (the process's own arguments when None) and return its exit code.

    Only failures byline knows become a message; anything else is a defect and keeps its traceback.
    """
    import typer

    from pipeline.cli import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal's encoding lacks must not end a batch
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(args=None if argv is None else list(argv), prog_name="byline", standalone_mode=False)
        sys.stdout.flush()  # what cannot be written shows here
    except BylineError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - the one place where errors are printed
        return error.exit_code
    except typer.TyperException as error:  # a wrong command line
        if message := error.format_message():  # empty where the help was printed for want of a command
            print(f"error: {message}\nSee byline --help.", file=sys.stderr)  # noqa: T201 - as above
        return error.exit_code
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"error: {error.strerror}", file=sys.stderr)  # noqa: T201 - as above
        return OutputError.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    if code == EXIT_INTERRUPTED:
        print("interrupted", file=sys.stderr)  # noqa: T201 - as above
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
