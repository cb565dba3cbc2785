"""``make demo``: fill the official form from a sample, read it back, and show that nothing was lost."""

from __future__ import annotations

import sys
from pathlib import Path

import formkit
from formkit.checking import check
from formkit.printing import table
from formkit.readers.data import read_data
from formkit.terminal import make_safe

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"
OUT = ROOT / "out"
BRIEF = 24
"""Characters of a value that are shown."""


def main() -> int:
    """Run the demonstration; 0 when every value came back."""
    sys.stdout = make_safe(sys.stdout)
    call = formkit.load("tangcheng-2025")
    data = read_data(SAMPLE, call.forms["application"]).records[0]
    OUT.mkdir(exist_ok=True)
    made: list[Path] = []
    compared = [("栏目", "填入", "读回", "把握", "")]
    lost = 0
    for name, form in call.forms.items():
        path = OUT / f"{form.label}.docx"
        filled = formkit.fill_document(call, name, data, folder=SAMPLE.parent)
        path.write_bytes(filled.data)
        made.append(path)
        case = formkit.extract(call, path)
        for key, wanted in filled.record.answers.items():
            got = case.record.answers.get(key)
            same = got is not None and got.value == wanted.value
            lost += not same
            if wanted.value is not None:
                sure = "" if got is None else f"{got.confidence:.0%}"
                compared.append(
                    (key, brief(wanted.value), brief(got and got.value), sure, "一致" if same else "不一致")
                )
    print(table(compared))
    print(f"\n共 {len(compared) - 1} 项，{lost} 项不一致。生成的文件：")
    for path in made:
        print(f"  {path}")
    show_checks(call)
    return 1 if lost else 0


def show_checks(call: formkit.Programme) -> None:
    """Show what is wrong with each of the sample submissions, in a line each."""
    print("\n核对三套示例材料（formkit check samples/tangcheng-2025/packages/*）：")
    for package in sorted((SAMPLE.parent / "packages").iterdir()):
        found = check(call, package).findings
        grave = [finding for finding in found if finding.severity is not formkit.Severity.NOTE]
        print(f"  {package.name}：{'没有发现问题' if not grave else f'{len(grave)} 项'}")
        for finding in grave:
            print(f"    - {finding.message}")


def brief(value: object) -> str:
    """Return a value short enough for a column."""
    if isinstance(value, formkit.Picture):
        return f"[照片 {len(value.data)} 字节]"
    text = " ".join("、".join(value).split() if isinstance(value, tuple) else str(value or "").split())
    return text if len(text) <= BRIEF else f"{text[: BRIEF - 2]}……"


if __name__ == "__main__":
    sys.exit(main())
