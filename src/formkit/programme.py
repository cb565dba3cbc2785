"""What an office publishes: a programme, its forms, and the fields of each form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer at ``path`` is, or has among it, one of the values in ``any_of``."""

    path: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer, inclusive (民法典第1259条): 字 as Word counts them, or numbers."""

    min_chars: int | None = None
    max_chars: int | None = None
    minimum: str | None = None
    maximum: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One place to be filled.

    ``path`` is its name in data (``leader.name``; within a group only the column's ``name``),
    ``label`` the printed label, ``block`` the heading it stands under, ``kind`` a name in
    :data:`formkit.kinds.KINDS`. ``options`` are the choices as printed. ``unit`` is the unit
    printed with the blank (``人``, ``万元``). ``size`` is that of a picture, millimetres wide and
    high. ``required`` is True, False, or a Condition. ``source`` is the clause the field rests on,
    ``aliases`` are other labels under which the same answer is printed again; ``printed`` are the words
    that the template really shows beside the blank where they are not the label, "" where it shows none.
    ``blank`` is what the blank form shows in its place: underlined spaces, ``____``, ``　年　月　日``; None
    where nobody said so. ``private`` is what belongs to a person alone, whatever its kind; ``office`` a
    telephone that is the office's own. A ``spaced`` name is printed as wide as one of three characters.
    """

    path: str
    label: str
    kind: str = "text"
    block: str = ""
    required: bool | Condition = False
    options: tuple[str, ...] = ()
    unit: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    limits: Limits = Limits()
    hint: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    blank: str | None = None
    office: bool = False
    private: bool = False
    spaced: bool = False

    @property
    def details(self) -> tuple[str, ...]:
        """What the kind needs to know to parse and show: the options, the unit, or a picture's hint."""
        if self.options:
            return self.options
        if self.unit:
            return (self.unit,)
        return (self.hint,) if self.kind == "picture" else ()


@dataclass(frozen=True, slots=True)
class Ordering:
    """Rows stand in the order of the strokes of ``column`` where the answer at ``path`` is ``option``."""

    column: str
    path: str
    option: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that repeat: a table in which each row has the same columns.

    ``printed_rows`` is how many rows the blank form shows; more are added, fewer stay blank.
    """

    path: str
    label: str
    columns: tuple[Field, ...]
    printed_rows: int = 1
    min_rows: int = 0
    max_rows: int | None = None
    required: bool | Condition = False
    hint: str = ""
    source: str = ""
    ordering: Ordering | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A document of a programme: its template, and what is to be written where.

    What the office itself writes is such a document too (``Programme.documents``); one that is ``public``
    holds nothing that belongs to a person alone. ``rules`` are those of the notice that the document itself
    has to keep; where it breaks one, it is not written. ``from_register`` says what a register fills in.
    """

    name: str
    label: str
    title: str
    template: Path
    fields: tuple[Field, ...]
    groups: tuple[Group, ...] = ()
    output: str = ""
    public: bool = False
    rules: tuple[Rule, ...] = ()
    from_register: FromRegister | None = None

    def paths(self) -> Iterator[str]:
        """Yield each path that data may hold, a column as ``members[].name``."""
        yield from (item.path for item in self.fields)
        for group in self.groups:
            yield from (f"{group.path}[].{column.path}" for column in group.columns)


#: What a picture may look like: an identity card, a sheet of paper, a scene, a person on plain ground.
SHAPES = ("card", "page", "photo", "portrait")


@dataclass(frozen=True, slots=True)
class Attachment:
    """One slot of the checklist of materials: ``04a`` 身份证复印件.

    ``form`` names the form of the programme that a filled file of this slot is, "" where it is none.
    ``words`` are printed or typed words by which a file's text tells that it belongs here, ``names`` words
    by which its name does; a slot ``many`` may hold any number of files. ``copy`` says that it is a copy on
    which 此件与原件相符 must stand. ``contents`` are the points that the document has to deal with. ``hints``
    are words that only hint at the slot, in a name or at the beginning of a text; ``shapes`` is what a
    picture of it looks like, a name of :data:`SHAPES` each: the first is typical, the others occur. A
    slot for the ``rest`` takes the short documents that are like none of the others.
    """

    slot: str
    label: str
    required: bool | Condition = False
    many: bool = False
    copy: bool = False
    form: str = ""
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    source: str = ""
    hints: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the notice.

    ``rule`` is its id (``R14``), ``wording`` the notice's words with ``{names}`` of ``parameters`` in
    them, ``source`` the clause. ``subject`` says what it is about (资格, 材料, 期限, 格式 …). A rule that is
    not ``hard`` never rejects anybody. ``predicate`` names the check that judges it; "" with ``human``
    True: no program can, it is printed for people. Both together: partly checked.
    """

    rule: str
    wording: str
    source: str
    subject: str = ""
    hard: bool = False
    predicate: str = ""
    human: bool = False
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """Where the forms say whose a submission is: paths of code and name of the unit, leader and studio."""

    code: str = ""
    unit: str = ""
    leader: str = ""
    studio: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of a programme looks like.

    ``summary`` are the answers shown in a submission's first row, each as ``form/path``; ``departments``
    those who are asked for their opinion; ``sheets`` how the sheets of groups are called, by their paths.
    ``steps`` says which rule of the notice each step of the process rests on (``consulted``: ``R22``).
    """

    identity: Identity = Identity()
    summary: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing that experts score: its name, the most points it can have, what to look at, its source."""

    name: str
    points: int
    hint: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """How experts score: the items, and how their totals become one score.

    Of the totals the ``trim`` highest and as many lowest are left out (0: none are); ``decimals`` is how many
    the score has. ``experts`` is how many are asked where nobody names them, ``beside`` an answer
    (``form/path``) that stands with the leader's name.
    """

    items: tuple[ReviewItem, ...]
    trim: int = 0
    decimals: int = 2
    experts: int = 5
    beside: str = ""


@dataclass(frozen=True, slots=True)
class FromRegister:
    """What a document takes from the register.

    ``stage`` says which submissions: ``advised``, ``consulted``, ``decided`` or ``published``. Each is a
    row of ``group``, whose ``columns`` take an answer (``form/path``) or an entry (``review.date``);
    ``fields`` do the same for single answers, from the first of them. ``replies`` is the group that takes
    the replies.
    """

    group: str
    stage: str
    columns: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    replies: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """All that is known of a programme; a new one is a folder of data, never code.

    ``consistency`` holds what has to agree within a submission; each is a rule like those of the notice,
    but what stands in ``rule`` is the code of its findings (``unit-name``). ``documents`` are what the office
    writes, notices and letters; nobody hands them in. ``parameters`` are shared by rules and documents.
    """

    name: str
    title: str
    source: str
    folder: Path
    forms: Mapping[str, Form] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    rules: tuple[Rule, ...] = ()
    consistency: tuple[Rule, ...] = ()
    documents: Mapping[str, Form] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    register: Register = Register()
    review: Review | None = None
