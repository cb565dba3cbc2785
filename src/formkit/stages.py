"""Where a submission stands: which steps of the process it has properly passed, and what comes next.

A step counts only when all before it are done and its days are not before theirs. What was entered all the
same advances nothing; it is an error, under the rule that the step rests on (``[register] steps``).
"""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from formkit import steps
from formkit.decisions import refusals, still_open
from formkit.entries import DECISIONS, NO, YES, Entries
from formkit.evaluations import entered_after, evaluated
from formkit.finding import Finding, Severity
from formkit.letters.deficiencies import OUR_OWN
from formkit.noting import ADOPTED, HEADS, REJECTED, Noted, noted_of, unclear_decisions
from formkit.programme import Programme
from formkit.registered import Registered, Scored, Stage, Standing
from formkit.rulewording import shown
from formkit.subjects import called

_NAMED: Final = 3
"""So many rules, or findings, are named; of the rest their number is told."""

AGAIN: Final = "（“征求意见”里还没有这一件的，请先再汇总一次）"
UNCLEAR: Final = "“收件登记”里有看不懂的日期或份数（见“问题清单”），请改正，日期写成 2025-07-28 这样"
UNREADABLE: Final = "来件读不出来，直接联系对方重新发送；收到后放进收件文件夹，再汇总一次"
"""What to do about what nobody can read: a letter would name deficiencies that nobody has seen."""


class Gate(NamedTuple):
    """One step of the process as the register shows it.

    ``stage`` is reached when it ``is_done``; None: it has no stage of its own. ``days`` are those on which it
    was done, each with what it is called. ``missing`` and ``following`` say what is not done and what to do.
    ``entered`` names what was entered for it, of which ``binding`` says that the submission goes on. Where it
    is not done, ``otherwise`` is the stage instead of that before it, and after one that ``is_final`` only
    what is binding is wrong; ``breach`` is the step whose rule that breaks, "" for this one.
    """

    step: str
    stage: Stage | None
    is_done: bool
    missing: str
    following: str
    days: tuple[tuple[str, dt.date], ...] = ()
    entered: tuple[str, ...] = ()
    binding: tuple[str, ...] = ()
    otherwise: Stage | None = None
    is_final: bool = False
    breach: str = ""
    remark: str = ""


def standing(
    programme: Programme, item: Registered, entries: Entries, scored: Scored | None = None
) -> Standing:
    """Return where a submission stands, since when, what comes next, and what is wrong or not understood.

    Its findings are about the process and the entries; they are none of ``item.findings``, and never hold
    the submission up as something to be mended.
    """
    noted, findings = noted_of(programme, entries, item.number)
    findings += unclear_decisions(programme, entries, item.number, item.findings)
    stage: Stage = Stage.RECEIVED
    since: dt.date | None = None
    latest: tuple[str, dt.date] | None = None
    gates = gates_of(programme, item, entries, noted, scored)
    for place, gate in enumerate(gates):
        backwards = _backwards(gate, latest)
        if backwards:
            findings.append(steps.told(programme, item.submission, gate.step, backwards))
            return Standing(stage, since, "核对并改正日期的先后", findings=tuple(findings))
        if gate.remark:
            remark = steps.told(programme, item.submission, gate.step, gate.remark, Severity.WARNING)
            findings.append(remark)
        latest = max([*([latest] if latest else []), *gate.days], key=lambda one: one[1], default=None)
        if gate.is_done:
            if gate.stage is not None:
                stage, since = gate.stage, _last(gate)
            continue
        if gate.otherwise is not None:
            stage, since = gate.otherwise, _last(gate)
        premature = _premature(gate, gates[place + 1 :], entered_after(noted))
        if premature:
            findings.append(steps.told(programme, item.submission, gate.breach or gate.step, premature))
        return Standing(stage, since, gate.following, findings=tuple(findings))
    return evaluated(programme, item.submission, noted, findings)


def _backwards(gate: Gate, latest: tuple[str, dt.date] | None) -> str:
    """Return what is wrong where a step was taken before the last one that came before it, else ""."""
    if latest is None or not gate.days:
        return ""
    name, day = min(gate.days, key=lambda one: one[1])
    if day >= latest[1]:
        return ""
    return f"“{name}”（{shown(day)}）早于“{latest[0]}”（{shown(latest[1])}）；请核对先后，改正登记。"


def _last(gate: Gate) -> dt.date | None:
    return max((day for _, day in gate.days), default=None)


def _premature(gate: Gate, later: tuple[Gate, ...], afterwards: tuple[str, ...]) -> str:
    """Return what is wrong where later steps were entered though this one is not done, else ""."""
    names = [name for one in later for name in (one.binding if gate.is_final else one.entered)]
    names += afterwards
    if not names:
        return ""
    listed = "".join(f"“{name}”" for name in names)
    return f"{gate.missing}，却已登记{listed}；请先办完这一步，登记有误的请改正。"


def gates_of(
    programme: Programme, item: Registered, entries: Entries, noted: Noted, scored: Scored | None = None
) -> tuple[Gate, ...]:
    """Return the steps up to publication, in their order."""
    return (
        _admitted(programme, item, entries),
        _reviewed(noted, scored),
        _advised(noted),
        _consulted(noted),
        _decided(noted),
        _published(noted),
    )


def _admitted(programme: Programme, item: Registered, entries: Entries) -> Gate:
    """Return whether the submission is complete: nothing to be mended, and the day of receipt noted."""
    received = item.submission.receipt.received
    days = () if received is None else (("收件日期", received),)
    gate = Gate(steps.ADMITTED, Stage.COMPLETE, is_done=False, missing="", following="", days=days)
    refused = refusals(entries, item.number, item.findings)
    if refused:
        reasons = "；".join(
            f"{_named(programme, [finding])}，理由：{decision.reason or '（请补填）'}，"
            f"经办人：{decision.by or '（请补填）'}"
            for finding, decision in refused[:_NAMED]
        )
        more = f"；共 {len(refused)} 条" if len(refused) > _NAMED else ""
        return gate._replace(
            missing="已决定不予受理",
            following=f"告知申报单位不予受理（{reasons}{more}）",
            days=(),  # on which day it was decided is entered nowhere
            otherwise=Stage.NOT_ADMITTED,
            is_final=True,
        )
    remaining = list(still_open(entries, item.number, item.findings))
    if item.is_unreadable and len(remaining) == len(item.findings):  # nobody looked at it otherwise
        return gate._replace(missing="来件读不出来", following=UNREADABLE, otherwise=Stage.TO_BE_SUPPLEMENTED)
    wrong = [finding for finding in remaining if finding.severity is Severity.ERROR]
    if wrong:
        return gate._replace(
            missing=f"还有 {len(wrong)} 条问题没有了结（{_named(programme, wrong)}）",
            following=UNREADABLE if item.is_unreadable else _to_mend(programme, wrong),
            otherwise=Stage.TO_BE_SUPPLEMENTED,
        )
    if received is None:
        unclear = any(finding.code == "receipt-entry" for finding in item.findings)
        following = UNCLEAR if unclear else "在“收件登记”登记收件日期、份数和收件人"
        return gate._replace(missing="没有登记收件日期", following=following)
    return gate._replace(is_done=True)


def _to_mend(programme: Programme, wrong: list[Finding]) -> str:
    """Return what to do about findings that stand: only what concerns the applicant goes into a letter."""
    theirs = [finding for finding in wrong if finding.code not in OUR_OWN]
    if not theirs:
        return f"经办人先处理 {len(wrong)} 条问题（{_named(programme, wrong)}），核实无误的在“问题清单”中放行"
    told = f"制发补正通知（{len(theirs)} 条：{_named(programme, theirs)}）"
    return f"{told}，或在“问题清单”填放行、不予受理"


def _named(programme: Programme, findings: list[Finding]) -> str:
    names = called(programme, findings)
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


def _reviewed(noted: Noted, scored: Scored | None) -> Gate:
    is_scored = scored is not None and scored.score is not None
    undated = is_scored and noted.reviewed is None
    return Gate(
        steps.REVIEWED,
        Stage.REVIEWED,
        is_done=noted.reviewed is not None or is_scored,
        missing="没有登记评审日期",
        following="组织专家评审，在“评审”登记评审日期",
        days=() if noted.reviewed is None else (("评审日期", noted.reviewed),),
        entered=(*(("评审日期",) if noted.reviewed else ()), *(("专家评分",) if is_scored else ())),
        remark="专家已经评分，没有登记评审日期；请在“评审”补登。" if undated else "",
    )


def _advised(noted: Noted) -> Gate:
    left_out = noted.advised == NO
    advised = ("建议入选",) if noted.advised == YES else ()
    return Gate(
        steps.ADVISED,
        None,
        is_done=noted.advised == YES,
        missing="“建议入选”填的是否" if left_out else "没有填写“建议入选”",
        following="未列入建议名单" if left_out else "提出建议名单，在“评审”填写“建议入选”",
        entered=advised,
        binding=advised,
        is_final=left_out,
    )


def _consulted(noted: Noted) -> Gate:
    """Return whether all departments have replied and none objects; without any there is no such step."""
    lacking = [reply.department for reply in noted.replies if not reply.given]
    objecting = [reply.department for reply in noted.replies if reply.objects]
    missing, following = [], []
    again = "" if any(reply.begun for reply in noted.replies) else AGAIN
    if lacking:
        missing.append(f"没有{'、'.join(lacking)}部门的回复")
        following.append(f"征求意见，还缺{'、'.join(lacking)}部门的回复{again}")
    if objecting:
        missing.append(f"{'、'.join(objecting)}部门有异议，尚未了结")
        following.append(
            f"核实处理{'、'.join(objecting)}部门的异议，在“异议处理情况”写明结果，或移出建议名单"
        )
    return Gate(
        steps.CONSULTED,
        Stage.CONSULTED if noted.replies else None,
        is_done=not missing,
        missing="，".join(missing),
        following="；".join(following),
        days=tuple(
            (f"{reply.department}部门的回复日期", reply.date)
            for reply in noted.replies
            if reply.date is not None
        ),
        entered=tuple(f"{reply.department}部门的回复" for reply in noted.replies if reply.begun),
    )


def _decided(noted: Noted) -> Gate:
    meeting = HEADS[DECISIONS]["meeting"]
    days = () if noted.meeting is None else ((meeting, noted.meeting),)
    outcome = ("审议结果",) if noted.outcome else ()
    gate = Gate(
        steps.DECIDED,
        Stage.DECIDED,
        is_done=False,
        missing=f"没有登记{meeting}" if noted.meeting is None else "没有登记审议结果",
        following=f"提请审议，登记{meeting}和审议结果",
        days=days,
        entered=(*(name for name, _ in days), *outcome),
        binding=outcome if noted.outcome == ADOPTED else (),
    )
    if noted.meeting is None:
        remark = f"登记了审议结果，没有登记{meeting}；请补登。" if noted.outcome else ""
        return gate._replace(remark=remark)
    if noted.outcome == REJECTED:
        return gate._replace(
            missing="审议未通过",
            following="未通过审议，不再进入下一步",
            otherwise=Stage.NOT_DECIDED,
            breach=steps.PUBLISHED,
        )
    return gate._replace(is_done=noted.outcome == ADOPTED)


def _published(noted: Noted) -> Gate:
    days = () if noted.issued_date is None else (("公布日期", noted.issued_date),)
    names = (*(("公布文号",) if noted.issued_number else ()), *(name for name, _ in days))
    lacking = [name for name in ("公布文号", "公布日期") if name not in names]
    return Gate(
        steps.PUBLISHED,
        Stage.PUBLISHED,
        is_done=not lacking,
        missing=f"没有登记{'、'.join(lacking)}",
        following=f"发文公布，登记{'、'.join(lacking)}",
        days=days,
        entered=names,
        binding=names,
    )
