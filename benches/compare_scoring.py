#!/usr/bin/env python3
"""Runs the decision engine beside numpy, pymcdm and scikit-criteria: the same jobs, the same run, one core.

    pip install numpy pymcdm scikit-criteria
    python3 benches/compare_scoring.py

numpy is needed; a library that is not installed is left out. Ends with an error when results differ by more
than their error.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import time

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pool] = "1"

import numpy as np  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = 1_000_000


def cargo(*arguments, **environment):
    """Runs cargo in the project and gives what it prints."""
    done = subprocess.run(
        ["cargo", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def best_of(times, job):
    """The shortest of several runs in seconds, and the last result."""
    best, result = math.inf, None
    for _ in range(times):
        begun = time.perf_counter()
        result = job()
        best = min(best, time.perf_counter() - begun)
    return best, result


def by_sorting(values, samples, chunk):
    """Rank shares as one would write them: normalised exponentials, scores, ranks by sorting twice."""
    random = np.random.default_rng(1)
    options = len(values)
    counts = np.zeros((options, options))
    for _ in range(samples // chunk):
        weights = random.standard_exponential((chunk, values.shape[1]))
        weights /= weights.sum(axis=1, keepdims=True)
        scores = weights @ values.T
        ranks = np.argsort(np.argsort(-scores, axis=1), axis=1)
        for option in range(options):
            counts[option] += np.bincount(ranks[:, option], minlength=options)
    return counts / samples


def by_pairs(values, samples, chunk):
    """The quickest numpy we found: single precision, no normalising, ranks by counting who is ahead."""
    random = np.random.default_rng(1)
    options = len(values)
    values = values.astype(np.float32)
    counts = np.zeros((options, options))
    for _ in range(samples // chunk):
        scores = values @ random.standard_exponential((values.shape[1], chunk), dtype=np.float32)
        ahead = np.zeros((options, chunk), dtype=np.int8)
        for first in range(options):
            for second in range(first):
                more = scores[first] > scores[second]
                ahead[second] += more
                ahead[first] += ~more
        for option in range(options):
            counts[option] += np.bincount(ahead[option], minlength=options)
    return counts / samples


def sampling():
    """Rows of the table for a million samples."""
    ours = json.loads(
        cargo("bench", "--quiet", "--bench", "scoring", FLIPCHART_SAMPLES=str(SAMPLES))
    )
    values, ranks = np.array(ours["values"]), np.array(ours["ranks"])
    # Two independent runs: their errors add as squares, and one in 20 intervals may miss.
    allowed = 2 * math.sqrt(2) * ours["error"]
    for name, job in [("sorting", by_sorting), ("pairs, float32", by_pairs)]:
        times = []
        for chunk in (1_000, 10_000, 100_000):
            seconds, found = best_of(3, lambda: job(values, SAMPLES, chunk))
            times.append((seconds, chunk))
            difference = abs(found - ranks).max()
            if difference > allowed:
                sys.exit(f"numpy by {name} differs by {difference:.5f}, more than {allowed:.5f}")
        seconds, chunk = min(times)
        yield f"1,000,000 samples, numpy by {name}, chunks of {chunk:,}", ours["seconds"], seconds


def decision(values, points):
    """A data file for `flipchart score` from values of 0, 0.5 and 1."""
    lines = [f'[[option]]\nid = "o{option}"' for option in range(len(values))]
    lines += [f'[[criterion]]\nid = "c{j}"\nweight = {weight}' for j, weight in enumerate(points)]
    for option, row in enumerate(values):
        for j, value in enumerate(row):
            level = "LMH"[int(2 * value)]
            lines.append(f'[[score]]\noption = "o{option}"\ncriterion = "c{j}"\nlevel = "{level}"')
    return "\n".join(lines) + "\n"


def weighted_sums():
    """Scores of one decision from the command line, against the libraries that compute weighted sums."""
    random = np.random.default_rng(5)
    values, points = random.integers(0, 3, (5, 7)) / 2, random.integers(1, 30, 7)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "decision.toml"
        file.write_text(decision(values, points))
        cargo("build", "--quiet", "--release", "--bin", "flipchart")
        target = json.loads(cargo("metadata", "--format-version", "1", "--no-deps"))
        binary = pathlib.Path(target["target_directory"]) / "release" / "flipchart"
        run = lambda: subprocess.check_output([binary, "score", file, "--json"])  # noqa: E731
        seconds, found = best_of(5, run)
    ranking = json.loads(found)["environments"][0]["ranking"]
    scores = {row["option"]: row["score"] for row in ranking}
    ours = np.array([scores[f"o{option}"] for option in range(len(values))])
    for name, job in libraries(values, points / points.sum()):
        theirs, result = best_of(5, job)
        if abs(np.asarray(result) - ours).max() > 1e-9:
            sys.exit(f"{name} gives {result}, flipchart {ours}")
        yield f"weighted sums, {name} (ours: whole program and analysis)", seconds, theirs


def libraries(values, weights):
    """Weighted sums by each library that is installed, without scaling."""
    yield "numpy", lambda: values @ weights
    try:
        from pymcdm.methods import WSM

        same = lambda matrix, *_: matrix  # noqa: E731
        method = WSM(normalization_function=lambda column, cost=False: same(column))
        yield "pymcdm", lambda: method(values, weights, np.ones(len(weights)))
    except ImportError:
        print("pymcdm is not installed: left out", file=sys.stderr)
    try:
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel

        data = skcriteria.mkdm(values, [max] * len(weights), weights=weights)
        yield "scikit-criteria", lambda: WeightedSumModel().evaluate(data).e_.score
    except ImportError:
        print("scikit-criteria is not installed: left out", file=sys.stderr)


def main():
    """Prints the table."""
    print(f"{'job':<72} {'flipchart':>10} {'other':>10} {'factor':>7}")
    for job in (sampling, weighted_sums):
        for name, ours, theirs in job():
            print(f"{name:<72} {ours * 1e3:>7.1f} ms {theirs * 1e3:>7.1f} ms {theirs / ours:>7.2f}")
    print("Results agree within their errors.")


if __name__ == "__main__":
    main()
