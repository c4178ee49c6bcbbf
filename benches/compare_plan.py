"""Compares `flipchart plan` with networkx on the same plan file: python3 benches/compare_plan.py [PACKAGES]

Needs Python 3.11 and `pip install networkx`, and a release build (cargo build --release).
Both read the same TOML file of PACKAGES work packages (100,000 unless said), compute earliest and latest
times and slack, and must agree; each is timed as a whole process, the best of three.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FLIPCHART = os.environ.get("FLIPCHART", os.path.join(HERE, "..", "target", "release", "flipchart"))

NETWORKX = """
import sys, tomllib, json
import networkx as nx
with open(sys.argv[1], "rb") as file:
    packages = tomllib.load(file)["work_package"]
graph = nx.DiGraph()
days = {}
for package in packages:
    days[package["id"]] = float(package["duration"][:-1])
    graph.add_node(package["id"])
    for before in package.get("depends_on", []):
        graph.add_edge(before, package["id"])
order = list(nx.topological_sort(graph))
early = {}
for one in order:
    early[one] = max((early[before] + days[before] for before in graph.predecessors(one)), default=0.0)
finish = max(early[one] + days[one] for one in order)
late = {}
for one in reversed(order):
    late[one] = min((late[after] - days[after] for after in graph.successors(one)), default=finish)
slack = {one: late[one] - days[one] - early[one] for one in order}
json.dump({"finish_days": finish, "slack": slack}, sys.stdout)
"""


def write_plan(path, count):
    """A file with COUNT packages; each waits for up to three of the forty before it."""
    draw = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        for at in range(count):
            before = {f"WP-{draw.randrange(max(0, at - 40), at)}" for _ in range(draw.randrange(4)) if at}
            file.write(f'[[work_package]]\nid = "WP-{at}"\ntitle = "Package {at}"\n')
            file.write(f'duration = "{draw.randint(1, 9)}d"\n')
            if before:
                file.write("depends_on = " + json.dumps(sorted(before)) + "\n")
            file.write("\n")


def best(command):
    """Seconds of the best of three runs, and the output of the last."""
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        output = subprocess.run(command, check=True, capture_output=True).stdout
        took.append(time.perf_counter() - begin)
    return min(took), json.loads(output)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "plan.toml")
        write_plan(path, count)
        size = os.path.getsize(path) / 1e6
        ours, plan = best([FLIPCHART, "plan", path, "--json"])
        theirs, graph = best([sys.executable, "-c", NETWORKX, path])
    assert plan["finish_days"] == graph["finish_days"], "the finishes differ"
    slack = {one["id"]: one["total_slack"] for one in plan["work_packages"]}
    assert slack == graph["slack"], "the slack differs"
    print(f"{count} work packages, {size:.1f} MB of TOML, finish on day {plan['finish_days']:g}: both agree")
    print(f"flipchart plan --json  {ours:8.2f} s")
    print(f"networkx               {theirs:8.2f} s   {theirs / ours:.1f} times as long")


main()
