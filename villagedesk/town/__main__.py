"""The worker of a collection: `python -m villagedesk.town`; it talks through its pipes alone."""

import os
import sys

from villagedesk.town.reading import serve


def main() -> None:
    """Answers until there are no more requests; what a library prints goes to stderr."""
    if hasattr(os, "nice"):
        os.nice(5)  # who writes down what was read, and the window, go first
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(requests, answers)


if __name__ == "__main__":
    main()
