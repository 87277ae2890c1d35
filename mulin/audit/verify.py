"""The stand-alone verifier: ``python -m mulin.audit.verify log.jsonl [HEAD]`` needs no database and no Django."""

import json
import sys
from pathlib import Path

from mulin.audit.rules import faults


def main(arguments: list[str]) -> int:
    """Check an exported log; 0 when the chain is whole, 2 when it is not."""
    path, head = Path(arguments[0]), arguments[1] if len(arguments) > 1 else ""
    with path.open(encoding="utf-8") as lines:
        found = faults((json.loads(line) for line in lines), head)
    sys.stdout.write("\n".join(found) + "\n" if found else "审计链完整\n")
    return 2 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
