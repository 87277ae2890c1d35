"""Do the tests notice when a rule is wrong? Each wrong version of a module is tried against the tests that reach it.

    python scripts/mutation.py mulin/points/rules.py -- tests/points -m "not browser"

The tests run once, so that it is known which lines each reaches. Then each wrong version is put into a forked copy of
this process, where tests run, the quickest first, until one fails. Who survived is listed, to be read: each is either
of the same meaning, or a rule that no test holds.
"""

import gc
import os
import resource
import signal
import sys
import time
from pathlib import Path

import coverage
import grafting
import pytest
from mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[1]
LIMIT = float(os.environ.get("MUTATION_SECONDS", "10"))
"""Seconds of tests that one wrong version may cost; those beyond are left out, the slowest first."""

Reached = dict[int, list[str]]
"""The tests that reach each line."""


class Mutation:
    """A pytest plugin that runs the collected tests against wrong versions of some modules."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        self.failed = False
        self.cost: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        """Properties are tried with the same examples each time, and a broken one is not made smaller."""
        from hypothesis import HealthCheck, Phase, settings

        os.environ["HYPOTHESIS_PROFILE"] = "mutation"
        phases, checks = [Phase.explicit, Phase.generate], list(HealthCheck)
        settings.register_profile(
            "mutation",
            derandomize=True,
            database=None,
            deadline=None,
            phases=phases,
            suppress_health_check=checks,
            max_examples=25,
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that something failed."""
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once: as they are, then against each wrong version."""
        items = {item.nodeid: item for item in session.items}
        reached = self.reached(session)
        if self.failed:
            say("the tests fail as they are")
            session.shouldfail = "the tests fail as they are"
            return True
        if not self.is_sound(session):
            say("a copy of the process fails as it is")
            return True
        grafters = [grafting.Grafter(path, sys.modules[module_name(path)]) for path in self.paths]
        gc.freeze()
        for grafter in grafters:
            self.try_module(grafter, items, reached[grafter.path], session)
        return True

    def reached(self, session: pytest.Session) -> dict[Path, Reached]:
        """The tests that reach each line of each module."""
        watching = coverage.Coverage(data_file=None, config_file=False, include=[str(path) for path in self.paths])
        watching.start()
        for item in session.items:
            watching.switch_context(item.nodeid)
            begun = time.process_time()
            self.run(item, session)
            self.cost[item.nodeid] = time.process_time() - begun
            if self.failed:
                say(f"fails: {item.nodeid}")
                break
        watching.stop()
        for item in session.items:
            # The first to use the database, or a pack, paid for all.
            if self.cost.get(item.nodeid, 0) > 1:
                begun = time.process_time()
                self.run(item, session)
                self.cost[item.nodeid] = time.process_time() - begun
        found = watching.get_data()
        return {path: found.contexts_by_lineno(str(path)) for path in self.paths}

    def run(self, item: pytest.Item, session: pytest.Session) -> None:
        """One test; what lasts for the session stays."""
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)

    def try_module(
        self,
        grafter: grafting.Grafter,
        items: dict[str, pytest.Item],
        reached: Reached,
        session: pytest.Session,
    ) -> None:
        """Each wrong version of one module, and what it came to."""
        path, survivors, number = grafter.path, [], 0
        everyone = {name for names in reached.values() for name in names} & items.keys()
        for mutant in mutants(path):
            number += 1
            asked = {name for line in range(mutant.first, mutant.last + 1) for name in reached.get(line, ())}
            chosen = self.affordable(asked & items.keys() if mutant.inside else everyone)
            if not mutant.inside:
                chosen += self.affordable(items.keys() - everyone)
            if not self.is_killed(grafter, mutant, [items[name] for name in chosen], session):
                survivors.append(mutant)
                say(f"{path.relative_to(ROOT)}:{mutant.line}  {mutant.was}  →  {mutant.now}  ({len(chosen)} tests)")
        killed = number - len(survivors)
        score = f"{100 * killed / number:.0f} %" if number else "–"
        say(f"== {path.relative_to(ROOT)} | {number} | {killed} | {len(survivors)} | {score}")

    def is_sound(self, session: pytest.Session) -> bool:
        """Do the quickest tests pass in a copy of the process with nothing changed?"""
        quick = sorted(session.items, key=lambda one: self.cost[one.nodeid])[:100]
        return not self.is_killed(None, None, quick, session)

    def affordable(self, names: set[str]) -> list[str]:
        """The tests that may be run, the quickest first."""
        total, chosen = 0.0, []
        for name in sorted(names, key=lambda one: self.cost[one]):
            total += self.cost[name]
            if chosen and total > LIMIT:
                break
            chosen.append(name)
        return chosen

    def is_killed(
        self, grafter: grafting.Grafter | None, mutant: Mutant | None, items: list[pytest.Item], session: pytest.Session
    ) -> bool:
        """Does one of the tests fail, or never end, with this version?"""
        if not items:
            return False
        child = os.fork()
        if not child:
            self.be_wrong(grafter, mutant, items, session)
        _, status = os.waitpid(child, 0)
        return status != 0

    def be_wrong(
        self, grafter: grafting.Grafter | None, mutant: Mutant | None, items: list[pytest.Item], session: pytest.Session
    ) -> None:
        """In the copy: put the version in place and run the tests; the exit code says whether one failed."""
        seconds = int(10 + 5 * sum(self.cost[item.nodeid] for item in items))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        signal.alarm(60 * seconds)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            if grafter is not None and mutant is not None:
                grafter.put(mutant)
            for item in items:
                self.run(item, session)
                if self.failed:
                    os._exit(1)
        except BaseException:
            os._exit(2)
        os._exit(0)


def say(line: str) -> None:
    """To the terminal, past pytest."""
    sys.__stdout__.write(f"{line}\n")
    sys.__stdout__.flush()


def module_name(path: Path) -> str:
    """``mulin.points.rules``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def main(arguments: list[str]) -> int:
    """Modules before ``--``, what goes to pytest after it."""
    between = arguments.index("--")
    paths = [(ROOT / one).resolve() for one in arguments[:between]]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings.test")
    sys.path.insert(0, str(ROOT))
    return int(pytest.main([*arguments[between + 1 :], "-q", "-s", "--no-header"], plugins=[Mutation(paths), Memory()]))


class Memory:
    """The test database in memory, so that each copy of the process has its own."""

    @pytest.fixture(scope="session")
    def django_db_modify_db_settings(self) -> None:
        """No file."""
        from django.db import connections

        test = connections["default"].settings_dict["TEST"]
        if connections["default"].vendor == "sqlite":
            test["NAME"] = None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
