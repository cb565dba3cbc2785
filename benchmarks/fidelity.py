"""Fill the forms, hand them in as people do, read them back, and count what came back.

    python benchmarks/fidelity.py [RECORDS] [--seed N] [-v]

The three samples and RECORDS (50) records made by chance are filled into all their documents and read
back as DOCX; as DOCX with edits as made in Word (rows added, labels respaced, runs split, a column
widened, a table cut in two by a page break); as DOCX and .doc that LibreOffice saved again; and as PDF
from LibreOffice. A value counts as right where the same text came back under the same path, white space
folded; as named where a finding or a leftover says that it was not read; else as lost. A value under a
path that nobody filled counts as invented. Characters that the page's fonts lack are told apart.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.records import plant, record  # noqa: E402 (the tests know how to make records by chance)
from tests.typist import root_of, with_main  # noqa: E402
from tests.wordedits import EDITS, W  # noqa: E402 (and what people do to a form in Word)

import formkit  # noqa: E402
from formkit.grid import Picture  # noqa: E402
from formkit.printing import table  # noqa: E402
from formkit.programs import libreoffice  # noqa: E402
from formkit.readers.data import read_data  # noqa: E402

SAMPLES = ROOT / "samples" / "tangcheng-2025"
#: What people write in short blanks and in long ones, with the marks that hurt others; 𠮷 is in few fonts.
SHORT = (
    *("工艺改进", "张三·李四", "A&B公司", "{{ 7*7 }}", "<w:t>x</w:t>", "“引号”\"'", "第一行\n第二行", "无"),
    *("年", "=1+1", "-1", "@SUM(A1)", "姓名", "　　缩进", "（公章）", "□是 ☑否", "𠮷野家", "Ⅱ级", "x" * 60),
    *("数控铣工（五轴）技师", "Q/YBZN 005—2022", "ZL 2016 9 0000001.X", "提高效率86%，年节约186万元；"),
)
LONG = (
    "1993年9月参加工作，历任班长、工段长。",
    "开展“师带徒”活动，培养高级工以上人才12人，其中技师5人。" * 8,
    "一、必要性。二、现有优势：\n（一）团队 A&B <甲>；\n（二）场地 {{ 180 }} 平方米。",
    "The five-axis machine (YB-5X650) runs 24/7; see https://example.com/a?b=1&c=2 for details. " * 3,
)
NAMED = frozenset(("unreadable-text", "pages-left-out"))
LONG_SHARE = 0.8
COUNTED = ("values", "right", "named", "lost", "invented", "glyphs")
RARE = "𠮷"


def answers_of(case: formkit.Case) -> dict[str, str]:
    """Return the answers as text by path, white space folded; pictures only say that they are there."""
    found: dict[str, str] = {}
    for path, answer in case.record.answers.items():
        value = answer.value
        if isinstance(value, Picture):
            found[path] = "picture"
        elif value is not None:
            found[path] = folded("、".join(value) if isinstance(value, tuple) else value)
        elif answer.raw.strip():
            found[path] = folded(answer.raw)
    return found


def folded(text: str) -> str:
    """Return a text without white space, compatibility forms unified: what two prints have in common."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def count(wanted: Mapping[str, str], case: formkit.Case, said: list[str], name: str) -> Counter[str]:
    """Compare what was read with what was filled; what went wrong is put down in ``said``."""
    found = answers_of(case)
    told = {finding.field for finding in case.findings if finding.field}
    unread = any(finding.code in NAMED for finding in case.findings)
    left = folded("".join(item.text for item in case.leftovers))
    result: Counter[str] = Counter(values=len(wanted), right=0, named=0, lost=0, invented=0, glyphs=0)
    for path, value in wanted.items():
        if found.get(path) == value:
            result["right"] += 1
            continue
        if RARE in value and "pdf" in name:  # in some fonts of the page and not in others
            result["glyphs"] += 1
            continue
        verdict = "named" if path in told or value in left or unread else "lost"
        result[verdict] += 1
        said.append(f"{name}\t{verdict}\t{path}\t{value[:60]!r} -> {found.get(path, '')[:60]!r}")
    for path in found.keys() - wanted.keys():
        result["invented"] += 1
        said.append(f"{name}\tinvented\t{path}\t{found[path][:60]!r}")
    return result


def filled(call: formkit.Programme, number: int, seed: int, folder: Path) -> list[Path]:
    """Write the documents of many records; return their files."""
    jobs: list[tuple[str, Mapping[str, object], Path]] = []
    for sample in sorted(SAMPLES.glob("[!n]*.yaml")) + sorted(SAMPLES.glob("school.json")):
        if sample.stem == "mistakes":
            continue
        for form in call.forms.values():
            jobs += [
                (form.name, data, folder / f"{sample.stem}-{form.name}.docx")
                for data in read_data(sample, form).records
            ]
    for place in range(number):
        rng = random.Random(seed + place)
        form = list(call.forms.values())[place % 3] if place % 2 else call.forms["application"]
        data = record(form, rng, rng.sample(SHORT, k=8), 12)
        for item in form.fields:
            if item.kind == "long_text" and rng.random() < LONG_SHARE:
                plant(data, item.path, "\n".join(rng.choices(LONG, k=rng.randint(1, 5))))
        jobs.append((form.name, data, folder / f"chance{place}-{form.name}.docx"))
    for form_name, data, path in jobs:
        formkit.fill(call, form_name, data, path, folder=SAMPLES)
    return [path for _, _, path in jobs]


def variants(paths: list[Path], folder: Path, seed: int) -> dict[str, dict[Path, Path]]:
    """Return for each way of handing in the file that belongs to each filled one."""
    made: dict[str, dict[Path, Path]] = {"docx": {path: path for path in paths}}
    edits = {edit.__name__.replace("_", " "): (edit,) for edit in EDITS} | {"all edits": EDITS}
    for name, steps in edits.items():
        (folder / name).mkdir()
        made[name] = {}
        for place, path in enumerate(paths):
            if "-application" not in path.name:
                continue
            data, rng = path.read_bytes(), random.Random(seed + place)
            root = root_of(data)
            for step in steps:
                step(root.find(f"{W}body"), rng)
            made[name][path] = folder / name / path.name
            made[name][path].write_bytes(with_main(data, root))
    for kind in ("pdf", "doc", "docx"):
        start = time.perf_counter()
        out = folder / f"as-{kind}"
        out.mkdir()
        results = libreoffice.convert(paths, out, kind)
        made[f"{kind} by LibreOffice"] = {
            path: result for path, result in results.items() if isinstance(result, Path)
        }
        seconds = (time.perf_counter() - start) / len(paths)
        print(
            f"{kind}: {len(made[f'{kind} by LibreOffice'])} of {len(paths)} made, {seconds:.2f} s each",
            flush=True,
        )
    return made


def main() -> int:
    """Print the table; return 1 where a figure is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", nargs="?", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    call = formkit.load("tangcheng-2025")
    said: list[str] = []
    rows = [("", "files", *COUNTED, "right %")]
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "filled").mkdir()
        paths = filled(call, options.records, options.seed, folder / "filled")
        wanted = dict(zip(paths, _answers(call, paths), strict=True))
        for variant, files in variants(paths, folder, options.seed).items():
            total: Counter[str] = Counter()
            for path, case in zip(files, formkit.extract_all(call, files.values()), strict=True):
                total += count(wanted[path], case, said, f"{variant}/{path.stem}")
            share = total["right"] / max(total["values"] - total["glyphs"], 1)
            good &= (
                share >= (0.995 if variant.startswith("pdf") else 1.0)
                and not total["invented"] + total["lost"]
            )
            rows.append((variant, str(len(files)), *(str(total[key]) for key in COUNTED), f"{share:.3%}"))
    if options.verbose:
        print("\n".join(said))
    print(table(rows))
    return 0 if good else 1


def _answers(call: formkit.Programme, paths: Iterable[Path]) -> list[dict[str, str]]:
    """Return what each filled document holds: law 1 says that this is what was put in."""
    return [answers_of(formkit.extract(call, path)) for path in paths]


if __name__ == "__main__":
    sys.exit(main())
