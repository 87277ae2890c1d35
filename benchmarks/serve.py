"""Run one peer: ``python serve.py MODULE``; requests come as lines of JSON, answers go back the same way."""

import gc
import importlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "peers"))


def main() -> None:
    works = importlib.import_module(sys.argv[1]).open_up(json.loads(sys.argv[2]))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        gc.collect()
        started = time.perf_counter()
        answer = works[request["do"]](**request["with"])
        seconds = time.perf_counter() - started
        if isinstance(answer, tuple):  # a work that must prepare its own input measures itself
            seconds, answer = answer
        print(json.dumps({"seconds": seconds, "answer": answer}), flush=True)


main()
