"""Learn real blank forms, type into them as people do, and see what comes back.

    python benchmarks/forms.py [--forms DIR] [--seeds 5] [--only 01,05] [--jobs 2]
                               [--variants docx,reshape,office,pdf] [--blank docx|pdf]
                               [--keep DIR] [-v]

For each form: ``learn`` of the blank, values typed in by the bench's ``type_in.py`` (which knows nothing
of formkit), ``extract`` with the learnt programme, and the bench's ``score.py``. ``reshape`` adds rows,
respaces labels and cuts runs; ``office`` goes through LibreOffice (docx, odt, docx); ``pdf`` is printed by
it. Shown are the shares of the values typed, the average of the forms, how many of the labelled places were
found and with the right kind, and how often answers of a certain confidence are right. ``-v`` names every
value that is not right. With ``--blank pdf`` the form is learnt from the PDF that LibreOffice prints of the
blank; values are typed into the Word form all the same. The exit code is 1 where a required figure is not
met.
"""

from __future__ import annotations

import argparse
import collections
import importlib
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import formkit
from formkit.errors import FormkitError
from formkit.learn import learn
from formkit.printing import table
from formkit.programs import libreoffice
from formkit.writers.answers import case_to_json

SHARED = Path(os.environ.get("FORMKIT_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
VARIANTS = ("docx", "reshape", "office", "pdf")
VERDICTS = ("right", "misplaced", "left", "lost", "invented")
#: The share that must be right, that may be misplaced or invented, and that may be lost.
REQUIRED = {
    "docx": (0.95, 0.01, 0.01),
    "reshape": (0.95, 0.01, 0.01),
    "office": (0.93, 0.01, 0.01),
    "pdf": (0.88, 0.03, 0.01),
}
#: What a kind of the labels may be called by formkit.
KINDS = {
    "text": {
        "text",
        "phone",
        "email",
        "postcode",
        "resident_id",
        "credit_code",
        "certificate_number",
        "period",
    },
    "longtext": {"long_text"},
    "date": {"date", "year_month", "period"},
    "number": {"number", "money"},
    "choice": {"choice_one", "choice_many"},
    "photo": {"picture"},
    "signature": {"signature"},
    "seal": {"seal"},
}
LEVELS = ((0.95, 1.01), (0.8, 0.95), (0.0, 0.8))


class Prepared(NamedTuple):
    """A form that was learnt: where, how long it took, what went wrong, and the files that were typed."""

    name: str
    folder: Path
    seconds: float
    problem: str
    typed: dict[tuple[str, int], Path]
    found: tuple[int, int, int, int]


class Scored(NamedTuple):
    """What came back of one form in one variant: counts, problems, and confidence with right or wrong."""

    name: str
    variant: str
    counts: Counter[str]
    problems: list[str]
    sure: list[tuple[float, bool]]


def bench(name: str) -> Any:  # noqa: ANN401 (a module of the bench)
    """Return a module of the bench beside the repository."""
    place = str(SHARED / "bench")
    if place not in sys.path:
        sys.path.insert(0, place)
    return importlib.import_module(name)


def prepare(blank: Path, work: Path, seeds: int, wanted: tuple[str, ...], learnt: Path) -> Prepared:
    """Learn one blank form (``learnt`` may be its PDF) and type into it."""
    name = blank.stem
    folder = work / name
    start = time.perf_counter()
    problem = ""
    found = (0, 0, 0, 0)
    gold = blank.with_suffix(".gold.json")
    try:
        learn([learnt], folder)
    except FormkitError as error:
        problem = str(error)
    except Exception as error:  # noqa: BLE001 (one form must not stop the table)
        problem = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - start
    if not problem:
        found = compare_labels(
            formkit.load(folder).forms["form"], json.loads(gold.read_text(encoding="utf-8"))
        )
    typed: dict[tuple[str, int], Path] = {}
    kinds = {"reshape"} & set(wanted) | ({"docx"} if set(wanted) - {"reshape"} else set())
    for kind in sorted(kinds):
        for seed in range(1, seeds + 1):
            path = work / f"{name}-{kind}-{seed}.docx"
            bench("type_in").main(str(blank), str(gold), seed, str(path), kind == "reshape")
            typed[kind, seed] = path
    return Prepared(name, folder, seconds, problem, typed, found)


def compare_labels(form: formkit.Form, gold: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Return how many places the labels name, how many were found, of the right kind, and how many more."""
    score = bench("score")
    last = collections.Counter(score.fold(item["label"].split("/")[-1]) for item in gold["fields"])
    known = [(f"{item.block}/{item.label}", item.kind) for item in form.fields]
    known += [(f"{group.label}/{item.label}", item.kind) for group in form.groups for item in group.columns]
    wanted = [(item["label"], item["kind"]) for item in gold["fields"]]
    wanted += [(column["label"], column["kind"]) for group in gold["groups"] for column in group["columns"]]
    total = found = right = 0
    free = list(known)
    for label, kind in wanted:
        alone = last[score.fold(label.split("/")[-1])] <= 1
        same = [item for item in free if score.same_label(item[0], label, alone)]
        same.sort(key=lambda item: item[1] not in KINDS[kind])
        total += 1
        if same:
            found += 1
            right += same[0][1] in KINDS[kind]
            free.remove(same[0])
    return total, found, right, len(free)


def judge(prepared: Prepared, variant: str, files: Mapping[int, tuple[Path, Path]]) -> Scored:
    """Extract the files of one form in one variant, and score them."""
    score = bench("score")
    counts: Counter[str] = Counter()
    problems: list[str] = []
    sure: list[tuple[float, bool]] = []
    call = None if prepared.problem else formkit.load(prepared.folder)
    for seed, (path, typed) in files.items():
        truth = json.loads(typed.with_suffix(".truth.json").read_text(encoding="utf-8"))
        read: dict[str, Any] = {}
        if call is not None:
            try:
                case = formkit.extract(call, path, "form")
                read = json.loads(json.dumps(case_to_json(case, call.forms["form"])))
            except Exception as error:  # noqa: BLE001 (the same)
                problems.append(f"seed {seed}: {type(error).__name__}: {error}")
        result, wrong = score.score(truth, read)
        counts.update(result)
        problems += [f"seed {seed}: {item}" for item in wrong]
        sure += score.confidence(truth, read)
    return Scored(prepared.name, variant, counts, problems, sure)


def through_office(files: Iterable[Path], work: Path, steps: tuple[str, ...]) -> dict[Path, Path]:
    """Return each file as LibreOffice writes it, format after format."""
    now = {path: path for path in files}
    for step in steps:
        folder = Path(tempfile.mkdtemp(dir=work))
        made = libreoffice.convert(list(now.values()), folder, step)
        for path, before in now.items():
            result = made[before]
            if isinstance(result, libreoffice.Failure):
                print(f"{path.name}: {result.message}", file=sys.stderr)
        now = {path: result for path, before in now.items() if isinstance(result := made[before], Path)}
    return now


def run(options: argparse.Namespace, work: Path) -> tuple[list[Prepared], list[Scored]]:
    """Learn, type, convert and score all forms."""
    wanted = tuple(options.variants.split(","))
    blanks = sorted(options.forms.glob("*.docx"))
    if options.only:
        blanks = [path for path in blanks if path.stem in options.only.split(",")]
    forms = {blank: blank for blank in blanks}
    if options.blank == "pdf":
        forms |= through_office(blanks, work, ("pdf",))
    with ProcessPoolExecutor(options.jobs) as pool:
        waiting = [pool.submit(prepare, one, work, options.seeds, wanted, forms[one]) for one in blanks]
        prepared = [item.result() for item in waiting]
    as_typed = [path for item in prepared for (kind, _), path in item.typed.items() if kind == "docx"]
    changed = {"docx": {path: path for path in as_typed}}
    if "office" in wanted:
        changed["office"] = through_office(as_typed, work, ("odt", "docx"))
    if "pdf" in wanted:
        changed["pdf"] = through_office(as_typed, work, ("pdf",))
    jobs = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for item in prepared:
            for variant in wanted:
                base = "reshape" if variant == "reshape" else "docx"
                files = {seed: path for (kind, seed), path in item.typed.items() if kind == base}
                made = changed.get(variant, {path: path for path in files.values()})
                pairs = {seed: (made.get(path, Path()), path) for seed, path in files.items()}
                jobs.append(pool.submit(judge, item, variant, pairs))
        return prepared, [job.result() for job in jobs]


def share(counts: Mapping[str, int], verdict: str) -> float:
    """Return the share of the values typed that has a verdict."""
    return counts[verdict] / max(counts["typed"], 1)


def report(prepared: list[Prepared], scored: list[Scored], variants: tuple[str, ...]) -> bool:
    """Print the tables; return whether every required figure is met."""
    rows = [
        (
            "form",
            "learn s",
            "places",
            "found",
            "kind",
            "more",
            *(f"{one}: right mis left lost inv" for one in variants),
        )
    ]
    for item in prepared:
        total, found, right, more = item.found
        cells = [
            _shares(next(one.counts for one in scored if (one.name, one.variant) == (item.name, variant)))
            for variant in variants
        ]
        rows.append((item.name, f"{item.seconds:.2f}", str(total), str(found), str(right), str(more), *cells))
    print(table(rows))
    for item in prepared:
        if item.problem:
            print(f"{item.name}: {item.problem}")
    places, found, right, _ = (sum(item.found[n] for item in prepared) for n in range(4))
    print(f"\nfields found {found / max(places, 1):.1%}, of the right kind {right / max(places, 1):.1%}")
    met = True
    for variant in variants:
        forms = [one.counts for one in scored if one.variant == variant]
        mean = {
            verdict: sum(share(one, verdict) for one in forms) / max(len(forms), 1) for verdict in VERDICTS
        }
        least, wrong, lost = REQUIRED[variant]
        good = mean["right"] >= least and mean["misplaced"] + mean["invented"] < wrong and mean["lost"] < lost
        met = met and good
        shown = "  ".join(f"{verdict} {mean[verdict]:.2%}" for verdict in VERDICTS)
        wanted = f"NOT MET (right {least:.0%}, wrong < {wrong:.0%}, lost < {lost:.0%})"
        print(f"{variant:<8} {shown}  {'met' if good else wanted}")
        _calibration([pair for one in scored if one.variant == variant for pair in one.sure])
    return met


def _shares(counts: Mapping[str, int]) -> str:
    return " ".join(f"{100 * share(counts, verdict):5.1f}" for verdict in VERDICTS)


def _calibration(pairs: list[tuple[float, bool]]) -> None:
    parts = []
    for low, high in LEVELS:
        of_level = [right for sure, right in pairs if low <= (sure or 0) < high]
        if of_level:
            parts.append(f"{low:.2f}+ {sum(of_level) / len(of_level):.2%} of {len(of_level)}")
    print(f"{'':<8} confidence: {', '.join(parts)}")


def main() -> int:
    """Run what was asked for; return 1 where a required figure is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=Path, default=SHARED / "bench" / "forms")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--variants", default=",".join(VARIANTS))
    parser.add_argument(
        "--blank", choices=("docx", "pdf"), default="docx", help="learn from this kind of file"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="a folder for the learnt programmes and the typed files")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="formkit-forms-") as place:
        work = options.keep or Path(place)
        work.mkdir(parents=True, exist_ok=True)
        prepared, scored = run(options, work)
    if options.verbose:
        for one in scored:
            for problem, times in Counter(one.problems).items():
                print(f"{one.name} {one.variant} {problem}{f' (x{times})' if times > 1 else ''}")
    return 0 if report(prepared, scored, tuple(options.variants.split(","))) else 1


if __name__ == "__main__":
    sys.exit(main())
