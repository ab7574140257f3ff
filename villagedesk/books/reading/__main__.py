"""The worker's entry; with a path it prints what is read from that workbook as JSON."""

import json
import sys
from pathlib import Path

from villagedesk.books.reading import as_json, read
from villagedesk.books.reading.worker import serve
from villagedesk.errors import UserError


def main(arguments: list[str]) -> int:
    if arguments == ["--worker"]:
        serve(sys.stdin.buffer, sys.stdout.buffer)
        return 0
    try:
        book = read(Path(arguments[0]))
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps(as_json(book), ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
