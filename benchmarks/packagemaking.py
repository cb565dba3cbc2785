"""Make submissions as applicants might send them, each file with its true slot.

Half of the names say nothing (IMG_0231.jpg, 扫描件1.pdf). The other half were written down as people name
files, in two lots, each before the checklist's words were tried on it; some say what the checklist lacks.
People are those of the samples; pictures are drawn and hold nothing that could be read.
"""

# ruff: noqa: E501 (the lists are words, as they come)

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import docx
from PIL import Image, ImageDraw, ImageFilter

import formkit
from formkit.readers.data import read_data

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
TEMPLATES = SAMPLES.parent.parent / "templates" / "tangcheng-2025"
PEOPLE = {
    "enterprise.yaml": ("甄样本", "样本智能装备"),
    "heritage.yaml": ("贾示例", "示例夏布"),
    "school.json": ("易演示", "样本职业学校"),
}

#: Names as people give them; {p} is the person, {u} the unit.
NAMES: dict[str, tuple[str, ...]] = {
    "01": (
        "申报表", "技能大师工作室申报表", "1.“棠城工匠”申报表（{p}）", "附件：申报表", "{u}申报表", "{p}申请表",
        "01申报表-{u}", "棠城工匠技能大师工作室申报表最终版", "附件1 申报表", "大师工作室申报", "申报表盖章", "表",
        "荣昌区技能大师工作室申报表-{u}", "表格（已填）", "申报表7.18", "{u}-{p}-申报表", "申报书", "棠城工匠申报表（盖章扫描）", "一、申报表",
        "工作室申请表格", "附件申报表 打印版", "{p}技能大师工作室申报表 - 副本", "申报审批表",
    ),
    "02": (
        "事迹材料", "{p}事迹", "{p}先进事迹材料", "2、事迹材料（1800字）", "个人事迹", "{p}同志事迹材料定稿", "02 事迹",
        "主要事迹", "个人材料", "{p}个人简介", "拟命名专家事迹", "典型材料",
        "{p}先进事迹", "{p}的事迹", "事迹2000字", "领衔人事迹材料", "{p}事迹-改2", "先进典型事迹", "大师事迹材料", "二、事迹材料",
        "{p}工匠故事", "人物通讯", "先进个人事迹材料",
    ),
    "03": (
        "申报报告", "工作室申报报告", "关于申报技能大师工作室的报告", "3.申报报告", "{u}关于设立工作室的请示", "报告",
        "申办报告", "技能大师工作室建设方案", "工作室情况说明", "03报告-{u}", "{p}大师工作室可行性报告",
        "技能大师工作室申报报告7.20", "申报说明", "{u}申报技能大师工作室报告", "三、申报报告", "工作室申报材料报告", "工作室筹建报告",
        "设立{p}工作室的申请", "申报报告（含政策措施）", "{u}工作室建设规划", "工作室申报书面报告",
    ),
    "04a": (
        "身份证", "身份证正面", "身份证反面", "{p}身份证", "身份证复印件", "{p}身份证正反面", "4-1身份证", "sfz", "{p}sfz",
        "身份证（国徽面）", "二代身份证", "居民身份证扫描", "证件正面",
        "{p}身份证复印", "身份证A面", "身份证2", "shenfenzheng", "领衔人身份证", "身份证背面", "{p}-证件-身份证", "公民身份证",
        "身份信息", "大师身份证扫描件", "身份证（正）",
    ),
    "04b": (
        "技师证", "{p}高级技师证书", "职业资格证", "技能等级证书", "4-2 职业资格证书", "二级证书", "铣工证", "等级证书扫描件",
        "国家职业资格二级", "非遗传承人证书", "市级传承人", "资格证", "高级技师", "职称证", "技能证",
        "{p}二级技师", "高级技师资格证书", "职业等级证", "数控铣工高级技师证", "技师职业资格", "技能人才证书", "非遗市级传承人证书", "{p}职业证",
        "特级技师证书", "一级证书", "技师证（新）", "技能鉴定证书", "钳工技师",
    ),
    "04c": (
        "毕业证", "{p}毕业证书", "学历证书", "学历", "大专毕业证", "学信网学历", "本科毕业证书", "4-3学历证", "学位证",
        "{p}文凭", "大专", "毕业证复印件",
        "{p}大专文凭", "毕业证、学位证", "专科毕业证", "学历备案表", "{p}最高学历", "高职毕业证", "学历电子备案", "中专毕业证书", "自考本科",
        "{p}学位", "毕业证扫描",
    ),
    "04d": (
        "工作照", "工作照1", "工作照片", "{p}工作照（一）", "车间工作照", "现场照片", "生产现场", "带徒弟", "授课照片", "照片1",
        "操作机床", "在车间", "4-4工作照片", "{p}在工作",
        "{p}工作照片3", "工作场景1", "{p}指导徒弟", "在生产一线", "工作照-车间", "操作照", "工作现场照片", "日常工作", "照片（工作）",
        "{p}操作数控机床", "技术攻关现场",
    ),
    "05": (
        "荣誉证书", "获奖证书", "2018年市赛二等奖", "区技术能手", "优秀党员证书", "专利证书", "实用新型专利-夹具", "专利1",
        "营业执照", "师徒协议", "论文", "劳模证书", "技改项目证明", "工作室管理制度", "社保证明", "表彰决定", "验收报告",
        "媒体报道", "感谢信", "聘书", "竞赛获奖", "成果证明", "五一劳动奖章", "其他材料", "产品照片", "优秀教师",
        "市级技能大赛一等奖证书", "{p}荣誉", "发明专利证书", "软件著作权", "科技进步奖", "劳动模范", "优秀共产党员", "技术比武第一名", "授权通知书",
        "{p}论文发表", "成果鉴定", "师带徒协议", "徒弟获奖", "教练员聘书", "安全生产标兵", "工匠称号", "推荐信", "合作协议", "新闻报道",
        "纳税证明", "企业营业执照", "{u}高技能人才激励办法", "获奖汇总", "查重报告",
    ),
}  # fmt: skip
MUTE = (
    "IMG_{n:04}", "DSC{n:05}", "微信图片_20250712{n:06}", "mmexport16893{n:08}", "扫描件{k}", "扫描{k}", "新建文档{k}",
    "CamScanner 07-1{k} 10.30", "扫描全能王 2025-07-1{k} 09.{n:02}", "未命名", "{k}", "Scan_{n:04}", "文档{k}", "image{k}",
)  # fmt: skip
FOLDERS = (
    "证件",
    "附件",
    "电子版",
    "图片",
    "04 证件证书",
    "其他材料",
    "扫描",
    "{p}",
    "报送材料/附件",
    "佐证材料",
)
LITTER = ("Thumbs.db", ".DS_Store", "~$申报表.docx", "__MACOSX/._申报表.docx")


@dataclass(slots=True)
class Truth:
    """Where a file belongs: its slots ("": 待确认 is right), and whether name or text tell anything."""

    slots: tuple[str, ...]
    tells: bool


@dataclass(slots=True)
class Package:
    """Files by their names, and the truth of each; litter has none."""

    files: dict[str, bytes] = field(default_factory=dict)
    truth: dict[str, Truth] = field(default_factory=dict)


def make(seed: int, convert: Callable[[bytes, str], bytes]) -> Package:
    """Make one package; ``convert`` turns a DOCX into a PDF or an old Word file."""
    rng = random.Random(seed)
    maker = _Maker(rng, rng.choice(list(PEOPLE)), convert)
    maker.documents()
    for _ in range(rng.randint(1, 2)):
        maker.picture("04a", _card)
    for slot in ("04b", "04c"):
        for _ in range(rng.randint(1, 3)):
            maker.certificate(slot)
    for _ in range(rng.randint(2, 4)):
        maker.picture("04d", _scene)
    for _ in range(rng.randint(4, 14)):
        rng.choice((maker.proof, lambda: maker.certificate("05")))()
    maker.oddities()
    return maker.package


class _Maker:
    """One applicant at work."""

    def __init__(self, rng: random.Random, sample: str, convert: Callable[[bytes, str], bytes]) -> None:
        self.rng, self.sample, self.convert = rng, sample, convert
        self.person, self.unit = PEOPLE[sample]
        self.package = Package()
        self.layout = rng.choice(("flat", "folders", "deep"))

    def documents(self) -> None:
        """Add the three documents, from the forms or written freely."""
        self.add(
            "01",
            filled(self.sample, "application"),
            self.rng.choice(("docx", "docx", "pdf", "doc")),
            told=True,
        )
        free = self.rng.random() < 0.6  # noqa: PLR2004 (most people write their own)
        profile = self.free_profile() if free else filled(self.sample, "profile")
        self.add("02", profile, self.rng.choice(("docx", "docx", "pdf", "doc")), told=True)
        report = self.free_report() if free else filled(self.sample, "report")
        self.add("03", report, self.rng.choice(("docx", "pdf")), told=True)

    def free_profile(self) -> bytes:
        body = _data(self.sample, "profile")["profile"]["body"]
        title = self.rng.choice((
            f"{self.person}同志先进事迹", "匠心筑梦", "在平凡岗位上书写不凡", f"{self.person}个人事迹材料", "以匠心守初心",
            f"拟命名专家事迹材料\n——记{self.unit}{self.person}", "平凡岗位写春秋\n——技能大师工作室领衔人主要事迹",
        ))  # fmt: skip
        return written([*title.split("\n"), *str(body).split("\n")])

    def free_report(self) -> bytes:
        data = _data(self.sample, "report")["report"]
        title = self.rng.choice((
            f"{self.unit}关于申报技能大师工作室的报告", "技能大师工作室申报报告", f"关于设立{self.person}技能大师工作室的请示",
            "工作室建设情况汇报",
        ))  # fmt: skip
        heads = self.rng.choice((
            ("一、成立工作室的必要性", "二、现有优势", "三、计划目标", "四、政策措施", "五、资金支持", "六、场地设备等工作条件"),
            ("（一）为什么要建", "（二）我们的基础", "（三）三年打算", "（四）人才政策", "（五）经费保障", "（六）场地设备"),
        ))  # fmt: skip
        parts = ("necessity", "advantages", "goals", "policies", "funding", "conditions")
        lines = [title, "区人力社保局："]
        for head, part in zip(heads, parts, strict=True):
            lines += [head, *str(data.get(part, "")).split("\n")]
        return written([*lines, "特此报告。", self.unit])

    def certificate(self, slot: str) -> None:
        """Add a certificate: a scan without text, a photo of it, or a printed page with text."""
        if self.rng.random() < 0.25 and slot in CERTIFICATES:  # noqa: PLR2004
            self.add(slot, written(self.rng.choice(CERTIFICATES[slot])), "pdf", told=True)
        else:
            self.picture(slot, self.rng.choice((_page, _page, _photographed)))

    def proof(self) -> None:
        self.add("05", written(self.rng.choice(PROOFS)), self.rng.choice(("docx", "pdf")), told=True)

    def picture(self, slot: str, draw: Callable[[random.Random], Image.Image]) -> None:
        image = draw(self.rng)
        out = io.BytesIO()
        ending = self.rng.choice(
            ("jpg", "jpg", "jpg", "png", "pdf") if draw is not _scene else ("jpg", "JPG")
        )
        image.save(out, {"png": "PNG", "pdf": "PDF"}.get(ending, "JPEG"))
        self.add(slot, out.getvalue(), ending, told=False)

    def oddities(self) -> None:
        """Add what also lies in such folders: copies, litter, the notice, an empty file, a blank form."""
        rng = self.rng
        name = rng.choice(list(self.package.files))
        if rng.random() < 0.4:  # noqa: PLR2004
            stem, _, ending = name.rpartition(".")
            self.put(f"{stem}(2).{ending}", self.package.files[name], self.package.truth[name])
        if rng.random() < 0.4:  # noqa: PLR2004
            self.package.files[rng.choice(LITTER)] = b"\0\1litter"
        if rng.random() < 0.3:  # noqa: PLR2004
            self.put(
                "关于开展2025年“棠城工匠”评选工作的通知.docx", written(NOTICE), Truth(("", "05"), tells=False)
            )
        if rng.random() < 0.3:  # noqa: PLR2004
            self.put(
                rng.choice(("目录.docx", "材料清单.docx")), written(CONTENTS), Truth(("", "05"), tells=False)
            )
        if rng.random() < 0.2:  # noqa: PLR2004
            self.put("获奖证书（补）.jpg", b"", Truth(("05",), tells=True))
        if rng.random() < 0.3:  # noqa: PLR2004
            out = io.BytesIO()
            Image.open(SAMPLES / "photo-1.jpg").save(out, "JPEG", quality=80)
            self.put(
                rng.choice(("一寸照.jpg", "免冠照.jpg", "照片.jpg")),
                out.getvalue(),
                Truth(("", "05"), tells=False),
            )
        if rng.random() < 0.2:  # noqa: PLR2004
            self.put(
                "空表.docx", (TEMPLATES / "application.docx").read_bytes(), Truth(("01", ""), tells=False)
            )

    def add(self, slot: str, data: bytes, ending: str, *, told: bool) -> None:
        """Add a file of a slot under a name that says something or nothing."""
        if data[:2] == b"PK" and ending != "docx":
            data = self.convert(data, ending)
        mute = self.rng.random() < 0.5  # noqa: PLR2004
        pattern = self.rng.choice(MUTE if mute else NAMES[slot])
        numbers = {"n": self.rng.randint(1, 99), "k": self.rng.randint(1, 9)}
        stem = pattern.format(p=self.person, u=self.unit, **numbers)
        folder = self.folder(slot)
        speaks = folder is not None and FOLDERS_SPEAK.get(folder.split("/")[-1]) == slot
        name = f"{stem}.{ending}" if folder is None else f"{folder}/{stem}.{ending}"
        self.put(name, data, Truth((slot,), tells=told or not mute or speaks))

    def folder(self, slot: str) -> str | None:
        if self.layout == "flat":
            return None
        if self.layout == "deep" and self.rng.random() < 0.5:  # noqa: PLR2004
            own = {"04a": "身份证", "04b": "技能证书", "04c": "学历", "04d": "工作照", "05": "获奖证书"}.get(
                slot, "文字材料"
            )
            return f"{self.person}申报材料/附件/{own}"
        return self.rng.choice(FOLDERS).format(p=self.person)

    def put(self, name: str, data: bytes, truth: Truth) -> None:
        stem, _, ending = name.rpartition(".")
        number = 1
        while name.casefold() in {other.casefold() for other in self.package.files}:
            number += 1
            name = f"{stem} - {number}.{ending}"
        self.package.files[name], self.package.truth[name] = data, truth


FOLDERS_SPEAK = {
    "身份证": "04a",
    "技能证书": "04b",
    "学历": "04c",
    "工作照": "04d",
    "获奖证书": "05",
    "其他材料": "05",
    "佐证材料": "05",
}
CERTIFICATES = {
    "04b": (
        ["职 业 技 能 等 级 证 书", "姓名：甄样本", "职业名称：铣工", "职业技能等级：一级/高级技师", "证书编号：Y000199000001221000001"],
        ["中华人民共和国", "职业资格证书", "持证人：甄样本", "职业（工种）：维修电工", "等级：二级", "鉴定所（站）：样本鉴定所"],
        ["技能人才评价证书查询结果", "姓名 甄样本", "职业 陶瓷工艺品制作师", "等级 技师", "评价机构 样本评价中心"],
        ["重庆市非物质文化遗产代表性传承人", "兹命名传承人为第六批市级代表性传承人", "项目：样本烧制技艺"],
    ),
    "04c": (
        ["教育部学历证书电子注册备案表", "姓名 甄样本", "学历类别 高职专科", "专业 机电一体化技术", "毕业日期 2010年7月"],
        ["普通高等学校", "毕 业 证 书", "学生 甄样本 ，于二〇〇七年九月至二〇一〇年七月在本校机电一体化专业学习", "准予毕业"],
        ["学士学位证书", "甄样本 在样本大学完成了本科教学计划", "授予工学学士学位"],
    ),
    "05": (
        ["荣 誉 证 书", "甄样本 同志：", "荣获荣昌职工技能大赛数控铣工组第一名，特发此证，以资鼓励。"],
        ["实用新型专利证书", "实用新型名称：一种多面翻转夹具", "发明人：甄样本", "专利号：ZL 2016 9 0000001.X"],
    ),
}  # fmt: skip
PROOFS = (
    ["证  明", "兹证明我公司使用甄样本同志研制的多面翻转夹具，年节约成本186万元。", "特此证明。"],
    ["师徒结对协议书", "甲方（师傅）：甄样本", "乙方（徒弟）：贾例一", "为做好技艺传承，双方自愿结为师徒，期限三年。"],
    ["关于表彰2023年度技术能手的决定", "各单位：", "经研究，决定授予甄样本等10名同志区技术能手称号。"],
    ["工作室管理办法", "第一条 为规范工作室运行，制定本办法。", "第二条 工作室实行领衔人负责制。"],
    ["陶瓷注浆模具五轴加工刀路优化", "甄样本", "摘要：针对深型腔的接刀痕迹，提出侧倾刀轴的方法。", "关键词：五轴；模具"],
    ["成果应用证明", "我单位2019年起采用注浆模具五轴一次装夹加工技术，工时由62小时降至38小时。"],
    ["感谢信", "尊敬的样本公司：", "感谢贵公司甄样本师傅利用周末上门调试设备，解决了振刀问题。"],
    ["聘  书", "兹聘请甄样本同志为我校兼职教师，聘期三年。"],
    ["营业执照", "统一社会信用代码 91990101MA99FK016U", "名称 重庆样本智能装备有限公司", "类型 有限责任公司"],
    ["科学技术成果鉴定意见", "鉴定委员会认为，该成果达到市内先进水平，同意通过鉴定。"],
    ["关于命名首批区级技能大师工作室的通知","各镇街：","经评审，决定命名甄样本等5个工作室。"],
    ["合作协议书","甲方：样本公司","乙方：样本职业学校","就共建实训基地达成如下协议。"],
    ["推荐意见","甄样本同志技术精湛，我单位推荐其参评。"],
    ["发明专利证书","发明名称：一种薄壁壳体加工用真空吸附装置","专利权人：样本公司"],
    ["培训合格证","甄样本参加五轴编程培训，考核合格。"],
    ["高技能人才激励办法（试行）","第一条 为激发技能人才活力，制定本办法。"],
    ["荣誉证书","授予甄样本2019年度优秀共产党员称号"],
    ["用户使用报告","我厂自2021年起使用该夹具，装夹次数由5次减为2次，效果良好。"],
    ["获奖情况汇总表","序号 时间 名称 级别","1 2015年 职工技能大赛第一名 区级"],
    ["检验报告","样品名称：压铸模","检验结论：合格"],
    ["带徒花名册","序号 姓名 单位 工种","1 贾例一 样本公司 铣工"],
    ["科技查新报告","项目名称：注浆模具五轴一次装夹加工","查新结论：未见相同报道。"],
)  # fmt: skip
NOTICE = [
    "关于开展2025年“棠城工匠”技能大师工作室申报评选工作的通知", "各用人单位：", "（二）申报材料。",
    "1．《“棠城工匠”技能大师工作室申报表》（附件）；", "2．拟命名专家1500~2000字事迹材料；",
    "3．工作室申报报告，包括工作室成立的必要性和现有优势、工作室计划目标，本单位加快高技能人才队伍建设的政策措施，能够为工作室提供资金支持以及场所、设备等工作条件的情况说明；",
    "4．拟命名专家身份证、职业资格证书（或非遗传承人证书，或专业技能职称证书）、学历证书复印件、工作照片；",
    "5．其他相关材料的复印件，包括区级以上获奖证书和技术认定、技术创新等证明材料和出版物及有关单位的证明等。",
]  # fmt: skip
CONTENTS = [
    "目  录", "一、申报表……1", "二、事迹材料……9", "三、申报报告……12", "四、身份证……16", "五、职业资格证书……17",
    "六、毕业证……18", "七、工作照片……19", "八、获奖证书……21",
]  # fmt: skip


@cache
def _data(sample: str, form: str) -> dict[str, object]:
    call = formkit.load("tangcheng-2025")
    (record,) = read_data(SAMPLES / sample, call.forms[form]).records
    return dict(record)


@cache
def filled(sample: str, form: str) -> bytes:
    """Return a form filled with a sample."""
    call = formkit.load("tangcheng-2025")
    return formkit.fill_document(call, form, _data(sample, form), folder=SAMPLES).data


def written(lines: list[str]) -> bytes:
    """Return a Word file of some lines."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class _OldEntry(zipfile.ZipInfo):
    """A member whose name is written in GBK, without the flag of UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (zipfile's own name)
        return self.filename.encode("gb18030"), self.flag_bits


def zipped(package: Package) -> bytes:
    """Return a package as old programs write it: names in GBK, and nothing that says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.files.items():
            archive.writestr(_OldEntry(name), data)
    return out.getvalue()


def _noise(rng: random.Random, size: tuple[int, int], scale: int) -> Image.Image:
    small = (max(2, size[0] // scale), max(2, size[1] // scale))
    image = Image.frombytes("RGB", small, rng.randbytes(small[0] * small[1] * 3))
    return image.resize(size, Image.Resampling.BICUBIC)


def _lines(draw: ImageDraw.ImageDraw, rng: random.Random, box: tuple[int, int, int, int], step: int) -> None:
    left, top, right, bottom = box
    for y in range(top, bottom, step):
        draw.line(
            (left, y, rng.randint((left + right) // 2, right), y), fill=(40, 40, 48), width=max(1, step // 5)
        )


def _card(rng: random.Random) -> Image.Image:
    """Draw an identity card: cropped by a scanning program, laid on a sheet, or taken on a table."""
    width = rng.randint(800, 1100)
    height = round(width / 1.585 * rng.uniform(0.985, 1.015))
    card = Image.new("RGB", (width, height), rng.choice(((226, 232, 240), (214, 228, 236), (236, 232, 226))))
    draw = ImageDraw.Draw(card)
    _lines(draw, rng, (width // 12, height // 6, width // 2, height * 9 // 10), height // 9)
    draw.rectangle((width * 5 // 8, height // 8, width * 15 // 16, height * 3 // 4), fill=(120, 110, 105))
    how = rng.random()
    if how < 0.4:  # noqa: PLR2004
        return card
    if how < 0.7:  # noqa: PLR2004
        sheet = Image.new("RGB", (1240, 1754), (250, 250, 250))
        sheet.paste(card.resize((640, 404)), (300, 260))
        return sheet
    table = _noise(rng, (1600, 1200), 300).filter(ImageFilter.GaussianBlur(2))
    table.paste(card, (260, 220))
    return table


def _page(rng: random.Random) -> Image.Image:
    size = rng.choice(((1240, 1754), (1754, 1240), (1180, 1660)))
    page = Image.new("RGB", size, rng.choice(((252, 252, 252), (246, 240, 226), (240, 244, 248))))
    draw = ImageDraw.Draw(page)
    draw.rectangle(
        (60, 60, size[0] - 60, size[1] - 60), outline=rng.choice(((180, 40, 40), (60, 110, 60))), width=14
    )
    _lines(draw, rng, (200, 300, size[0] - 200, size[1] - 300), 90)
    return page


def _photographed(rng: random.Random) -> Image.Image:
    """Draw a certificate taken by phone on a table."""
    size = rng.choice(((1600, 1200), (1200, 1600), (1440, 1080)))
    table = _noise(rng, size, 400)
    page = _page(rng)
    page.thumbnail((round(size[0] * rng.uniform(0.6, 0.95)), round(size[1] * rng.uniform(0.6, 0.95))))
    table.paste(page, ((size[0] - page.width) // 2, (size[1] - page.height) // 2))
    return table.filter(ImageFilter.GaussianBlur(1))


def _scene(rng: random.Random) -> Image.Image:
    size = rng.choice(((1600, 1200), (1200, 1600), (1500, 1000), (1920, 1080), (1080, 1440)))
    scene = _noise(rng, size, rng.choice((60, 120, 200)))
    draw = ImageDraw.Draw(scene)
    for _ in range(rng.randint(3, 8)):
        x, y = rng.randint(0, size[0]), rng.randint(0, size[1])
        draw.ellipse((x, y, x + rng.randint(80, 500), y + rng.randint(80, 600)), fill=tuple(rng.randbytes(3)))
    return scene
