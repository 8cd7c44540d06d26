"""Every disagreement with the gold on one page: ``python -m eval browse --set dev-sl --out errors.html``.

The page needs nothing but itself, not even a script, and every character of a report is escaped. Only development and
training reports are shown: held-out ones stay unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from eval import Reader, WrongUse, attributions
from eval.attributions import DEV, HELD_OUT, ROLES, Document, Item, dev_reports, matched, read_one, scorer
from sayso.model import Span
from sayso.serve.page import page_head
from sayso.serve.wording import harmless

MISSED, EXTRA, RELAY = "missed attribution", "extra attribution", "relay"
VALUES = ("speaker", "kind", "certainty")
GROUPS = {
    MISSED: "marked in the gold, and nothing read shares half of its content",
    EXTRA: "read, and nothing marked shares half of its content",
    **{f"{role} border": f"the same attribution with other words as its {role}" for role in ROLES},
    "speaker": "another name, or none, behind the source",
    "kind": "direct, mixed, indirect or nominal",
    "certainty": "asserted, hearsay, possible or denied",
    RELAY: "another next link outward, or none",
}
_TRAINING = {"train-sl": "sl-train", "train-en": "en-train"}
SETS = (*DEV, *_TRAINING)
_LABELS = {"content": "content", "cue": "cue", "source": "source", "outer": "relayed by"}
_NOTHING = "–"
_NOT_HERE = '<p class="remark">No content on this side shares a word with it.</p>'
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# Some corpora have a whole report in one paragraph: of a longer one only what stands around the marks is shown.
_LONG = 1200
_AROUND = 300


@dataclass(frozen=True, slots=True)
class Compared:
    """A report with the gold and our reading as token sets; ``pairs`` leads from ours to the gold."""

    group: str
    document: Document
    text: Any
    gold: Sequence[Item]
    ours: Sequence[Item]
    pairs: Mapping[int, int]
    module: Any

    def differing(self, mine: int) -> tuple[str, ...]:
        """The groups in which a paired reading is not the gold."""
        ours, gold = self.ours[mine], self.gold[self.pairs[mine]]
        key = self.module.name_key
        found = [f"{role} border" for role in ROLES if ours[role] != gold[role]]
        found += [name for name in VALUES if key(ours["stated"].get(name)) != key(gold["stated"].get(name))]
        return (*found, RELAY) if self._is_relayed_otherwise(mine) else tuple(found)

    def _is_relayed_otherwise(self, mine: int) -> bool:
        read = outer(self.ours[mine], self.ours)
        marked = outer(self.gold[self.pairs[mine]], self.gold)
        if read is None or marked is None:
            return read is not marked
        return self.pairs.get(read) != marked


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One entry of the page; a pair that differs in two ways stands in two groups.

    Of a missed or extra attribution the other side is the nearest there is: ``common`` of the content is shared.
    """

    group: str
    report: Compared
    gold: Item | None
    ours: Item | None
    differing: tuple[str, ...] = ()
    common: float = 1.0


def write(names: Sequence[str], shared: Path, reader: Reader, out: Path) -> str:
    """Read the reports of some sets and write their page; what is returned says in a line what it holds."""
    refuse_held_out(names)
    if not out.parent.is_dir():
        raise WrongUse(f"no folder {out.parent}: --out names the page to write, in a folder that there is")
    module = scorer(shared)
    reports = [
        compare(name, document, read_one(document, reader), module)
        for name in dict.fromkeys(names)
        for document in load(name, shared)
    ]
    found = [entry for report in reports for entry in disagreements(report)]
    out.write_text(page(reports, found), encoding="utf-8")
    return f"{out}: {len(found)} disagreements in {len(reports)} reports"


def refuse_held_out(names: Sequence[str]) -> None:
    """A list of what may be seen, not of what may not: a set that is new is held out until somebody says otherwise."""
    for name in names:
        if name not in SETS:
            raise WrongUse(
                f"{name!r} is not browsed: only development and training reports are ({', '.join(SETS)}); "
                f"held-out sets ({', '.join(HELD_OUT)}) stay unread"
            )


def load(name: str, shared: Path) -> list[Document]:
    """The reports of one set; a training set is its folder without the development reports."""
    refuse_held_out((name,))
    if name in DEV:
        return attributions.load(name, shared)
    folder, module = shared / "gold" / _TRAINING[name], scorer(shared)
    development = set(dev_reports(shared, folder.name))
    return [
        Document(doc, (folder / f"{doc}.txt").read_bytes(), tuple(module.first_annotator(markings)))
        for doc, (_, markings) in sorted(module.read_gold(str(folder)).items())
        if doc not in development
    ]


# ---------------------------------------------------------------------------------------- the disagreements


def compare(group: str, document: Document, found: Sequence[Item], module: Any) -> Compared:
    """Pair what was read with what is marked, as the figures do."""
    text = module.Text(document.text)
    gold, ours = text.attributions(document.gold), text.attributions(found)
    return Compared(group, document, text, gold, ours, matched(gold, ours, module), module)


def disagreements(report: Compared) -> Iterator[Disagreement]:
    """What was missed, what was read beside the gold, then pair by pair in the order of the gold."""
    marked = set(report.pairs.values())
    for at, item in enumerate(report.gold):
        if at not in marked:
            near, common = nearest(item, report.ours, report.module)
            yield Disagreement(MISSED, report, item, near, common=common)
    for at, item in enumerate(report.ours):
        if at not in report.pairs:
            near, common = nearest(item, report.gold, report.module)
            yield Disagreement(EXTRA, report, near, item, common=common)
    for mine, theirs in sorted(report.pairs.items(), key=lambda pair: pair[1]):
        differing = report.differing(mine)
        for group in differing:
            yield Disagreement(group, report, report.gold[theirs], report.ours[mine], differing)


def nearest(item: Item, others: Sequence[Item], module: Any) -> tuple[Item | None, float]:
    """The attribution on the other side that shares most content, and how much; none where nothing is shared."""
    shares = [module.jaccard(item["content"], other["content"]) for other in others]
    best = max(shares, default=0.0)
    return (others[shares.index(best)], best) if best > 0 else (None, 0.0)


def outer(item: Item, side: Sequence[Item]) -> int | None:
    """Where the next link outward stands on its side; an id that nobody has is no link, as in ``score.py``."""
    wanted = item["stated"].get("relayed_by")
    places = (at for at, other in enumerate(side) if wanted and other["stated"].get("id") == wanted)
    return next(places, None)


def excerpt(text: str, spans: Sequence[Span]) -> list[Span]:
    """The paragraphs that some spans touch; of a very long one what stands around the spans."""
    found: list[Span] = []
    for line in _LINE.finditer(text):
        whole = Span(*line.span())
        touched = sorted(span for span in spans if span.overlaps(whole))
        if touched and line.group().strip():
            found += [whole] if len(whole) <= _LONG else _around(text, whole, touched)
    return found


def _around(text: str, whole: Span, touched: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in touched:
        start = max(whole.start, span.start - _AROUND)
        start = text.rfind(" ", whole.start, start) + 1 or whole.start  # words stay whole
        end = text.find(" ", min(whole.end, span.end + _AROUND), whole.end)
        piece = Span(start, whole.end if end < 0 else end)
        if found and piece.start <= found[-1].end:
            piece = Span(found[-1].start, max(found.pop().end, piece.end))
        found.append(piece)
    return found


# ------------------------------------------------------------------------------------------------- the page


def page(reports: Sequence[Compared], found: Sequence[Disagreement]) -> str:
    """One self-contained page: a summary with links, then the groups."""
    names = list(dict.fromkeys(report.group for report in reports))
    groups = {group: [entry for entry in found if entry.group == group] for group in GROUPS}
    parts = [_head(names), _summary(names, reports, groups), "<main>"]
    parts += [_section(group, entries) for group, entries in groups.items()]
    return "\n".join([*parts, "</main>\n</body>\n</html>\n"])


def _text(words: object) -> str:
    return escape(harmless(str(words), line_breaks=True))


def _slug(group: str) -> str:
    return group.replace(" ", "-")


def _head(names: Sequence[str]) -> str:
    title = f"Disagreements with the gold: {', '.join(names)}"
    legend = "".join(f"<li>{_mark(role, 'words of the report', True)}</li>" for role in _LABELS)
    return f"""{page_head(title, _STYLE)}
<header id="top"><h1>{_text(title)}</h1>
<ul class="legend" aria-label="How parts are marked">{legend}</ul></header>"""


def _summary(
    names: Sequence[str], reports: Sequence[Compared], groups: Mapping[str, Sequence[Disagreement]]
) -> str:
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in (*names, "all"))
    rows = []
    for group, entries in groups.items():
        counts = Counter(entry.report.group for entry in entries)
        cells = "".join(f"<td>{count}</td>" for count in (*(counts[name] for name in names), len(entries)))
        rows.append(f'<tr><th scope="row"><a href="#{_slug(group)}">{group}</a></th>{cells}</tr>')
    marked, read = sum(len(report.gold) for report in reports), sum(len(report.ours) for report in reports)
    pairs = sum(len(report.pairs) for report in reports)
    return (
        f'<nav aria-label="Summary"><p>{len(reports)} reports: {marked} attributions marked, {read} read, {pairs} '
        f"of them with the same content. A pair that differs in two ways stands in two groups.</p>\n"
        f'<table class="summary"><thead><tr><th scope="col">group</th>{head}</tr></thead>\n'
        f"<tbody>{''.join(rows)}</tbody></table></nav>"
    )


def _section(group: str, entries: Sequence[Disagreement]) -> str:
    slug = _slug(group)
    shown = "\n".join(_entry(entry, f"{slug}-{number}", number) for number, entry in enumerate(entries, 1))
    return (
        f'<section id="{slug}"><h2>{group} <span>{len(entries)}</span></h2>\n<p class="remark">{GROUPS[group]} · '
        f'<a href="#top">to the summary</a></p>\n{shown or "<p>None.</p>"}\n</section>'
    )


def _entry(entry: Disagreement, key: str, number: int) -> str:
    also = [f'<a href="#{_slug(group)}">{group}</a>' for group in entry.differing if group != entry.group]
    remark = f'<p class="remark">differs also in {", ".join(also)}</p>\n' if also else ""
    report = entry.report
    title = f"<bdi>{_text(report.document.doc)}</bdi> <small>{_text(report.group)}</small>"
    return (
        f'<article id="{key}">\n<h3><a href="#{key}">{number}</a> {title}</h3>\n{remark}{_sides(entry)}\n'
        f"{_values(entry)}{_why(entry.ours)}\n</article>"
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    role: str


def _sides(entry: Disagreement) -> str:
    """The same words twice, with the parts of the gold and with ours; once where the other side has nothing."""
    report, is_relay = entry.report, entry.group == RELAY
    gold, ours = (_marks(entry.gold, report.gold, is_relay), _marks(entry.ours, report.ours, is_relay))
    text = report.document.text
    pieces = excerpt(text, [mark.span for mark in (*gold, *ours)])
    language = _text(report.group.rpartition("-")[2])
    sides = []
    for title, marks in ((_title(entry, "gold"), gold), (_title(entry, "ours"), ours)):
        shown = "".join(f'<p dir="auto">{_marked(text, piece, marks)}</p>' for piece in pieces)
        quoted = f'<blockquote lang="{language}">{shown}</blockquote>' if marks else _NOT_HERE
        sides.append(f"<div><h4>{title}</h4>{quoted}</div>")
    return f'<div class="sides">{"".join(sides)}</div>'


def _title(entry: Disagreement, side: str) -> str:
    item = entry.gold if side == "gold" else entry.ours
    if item is None:
        return f"{side}: nothing"
    facts = [f"{side} {_text(item['stated'].get('id'))}"]
    if entry.group == (EXTRA if side == "gold" else MISSED):
        facts.append(f"the nearest, {entry.common:.0%} common")
    score = item["stated"].get("score")
    if score is not None:
        facts.append(f"score {score:.2f}")
    return " · ".join(facts)


def _marks(item: Item | None, side: Sequence[Item], is_relay: bool) -> list[_Mark]:
    """What is marked of one side: its parts, and for a relay who passed it on."""
    if item is None:
        return []
    found = [_Mark(span, role) for role in ROLES for span in _spans(item, role)]
    link = outer(item, side) if is_relay else None
    if link is not None:
        found += [_Mark(span, "outer") for role in ("cue", "source") for span in _spans(side[link], role)]
    return found


def _spans(item: Item, role: str) -> list[Span]:
    return [Span(start, end) for start, end in item["stated"].get(role) or () if end > start]


def _marked(text: str, piece: Span, marks: Sequence[_Mark]) -> str:
    """The words of a piece; where parts overlap, marks stand in one another."""
    inside = [mark for mark in marks if mark.span.overlaps(piece)]
    borders = {piece.start, piece.end}
    for mark in inside:
        borders.update((max(mark.span.start, piece.start), min(mark.span.end, piece.end)))
    shown = []
    for start, end in pairwise(sorted(borders)):
        words = _text(text[start:end])
        for mark in reversed(inside):
            if mark.span.contains(Span(start, end)):
                words = _mark(mark.role, words, start in (mark.span.start, piece.start))
        shown.append(words)
    before = "… " if piece.start and _LINE.match(text, piece.start - 1) else ""
    after = " …" if _LINE.match(text, piece.end) else ""
    return before + "".join(shown) + after


def _mark(role: str, words: str, is_start: bool) -> str:
    """A part with its name where it begins: colour alone says nothing to some."""
    label = f"<b>{_LABELS[role]} </b>" if is_start else ""
    return f'<mark class="{role}">{label}{words}</mark>'


def _values(entry: Disagreement) -> str:
    rows = []
    for name, gold, ours in (*_borders(entry), *_stated(entry)):
        differs = name in entry.differing
        sign = '<b class="differs">≠ differs</b> ' if differs else ""
        kind = ' class="differs"' if differs else ""
        cells = f"<td>{_text(gold)}</td><td>{_text(ours)}</td>"
        rows.append(f'<tr{kind}><th scope="row">{name} {sign}</th>{cells}</tr>')
    head = '<tr><td></td><th scope="col">gold</th><th scope="col">ours</th></tr>'
    return f'<table class="values"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def _borders(entry: Disagreement) -> Iterator[tuple[str, str, str]]:
    """Where borders differ, the words that only one side has."""
    for role in ROLES:
        name = f"{role} border"
        if name in entry.differing and entry.gold is not None and entry.ours is not None:
            gold, ours = entry.gold[role], entry.ours[role]
            yield name, _only(gold - ours, entry.report), _only(ours - gold, entry.report)


def _only(tokens: frozenset[int], report: Compared) -> str:
    text = report.text
    runs = [text.text[text.starts[min(run)] : text.ends[max(run)]] for run in report.module.fragments(tokens)]
    return "only here: " + " … ".join(f"[{' '.join(words.split())}]" for words in runs) if runs else _NOTHING


def _stated(entry: Disagreement) -> Iterator[tuple[str, str, str]]:
    for name in VALUES:
        gold, ours = (item["stated"].get(name) if item else None for item in (entry.gold, entry.ours))
        yield name, str(gold or _NOTHING), str(ours or _NOTHING)
    report = entry.report
    yield RELAY, _link(entry.gold, report.gold, report), _link(entry.ours, report.ours, report)


def _link(item: Item | None, side: Sequence[Item], report: Compared) -> str:
    """Who passed it on, by name, else by the words of the source, and under which id."""
    place = outer(item, side) if item is not None else None
    if place is None:
        return _NOTHING
    link = side[place]
    words = " … ".join(span.slice(report.document.text) for span in _spans(link, "source"))
    return f"{link['stated'].get('speaker') or ' '.join(words.split()) or 'no source named'} ({link['stated']['id']})"


def _why(item: Item | None) -> str:
    reasons = item["stated"].get("why") if item is not None else None
    if not reasons:
        return ""
    lines = []
    for reason in reasons:
        score = "" if reason.get("score") is None else f" {reason['score']:.2f}"
        detail = f" {_text(reason['detail'])}" if reason.get("detail") else ""
        lines.append(f"<li>{_text(reason['step'])} <code>{_text(reason['name'])}</code>{score}{detail}</li>")
    return f"<details><summary>why we read it so</summary><ul>{''.join(lines)}</ul></details>"


_STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #211f1c; --soft: #645f57; --line: #d8d2c7; --card: #fff;
  --content: #1f5aa6; --cue: #8a5200; --source: #17694a; --outer: #8b2f87; --differs: #b0262e; --tint: 12%; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #191816; --ink: #e9e5dd; --soft: #a8a297; --line: #3e3a34; --card: #22201d;
    --content: #8bb8f5; --cue: #e6b04c; --source: #6fcf9f; --outer: #e29ade; --differs: #f28b8b; --tint: 20%; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.2rem 1rem 4rem; max-width: 86rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
a { color: inherit; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .6rem; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 0; padding-top: .8rem; border-top: 2px solid var(--line); }
h2 span, small, .remark, h3 a { color: var(--soft); font-weight: 400; }
h3 { font-size: 1rem; margin: 0; }
h4 { font-size: .85rem; margin: 0 0 .2rem; color: var(--soft); }
.remark { margin: .1rem 0 .5rem; font-size: .88rem; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0 0 .8rem; padding: 0; list-style: none; }
article { margin: 1rem 0; padding: .8rem .9rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; }
article:target { outline: 2px solid var(--content); }
.sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .4rem 1.6rem; margin-top: .4rem; }
blockquote { margin: 0; font: 1.03rem/1.65 Georgia, "Noto Serif", "DejaVu Serif", serif; }
blockquote p { margin: 0 0 .6rem; }
.content { --c: var(--content); --as: solid; }
.cue { --c: var(--cue); --as: dotted; }
.source { --c: var(--source); --as: double; }
.outer { --c: var(--outer); --as: dashed; }
mark { color: inherit; background: color-mix(in srgb, var(--c) var(--tint), transparent);
  border-bottom: 2px var(--as) var(--c); padding-block: .08em; -webkit-box-decoration-break: clone;
  box-decoration-break: clone; }
mark.source { border-bottom-width: 3px; }
mark b { font: 600 .66rem/1 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; color: var(--c);
  margin-inline: .15em .1em; vertical-align: .25em; user-select: none; }
table { border-collapse: collapse; font-size: .9rem; margin: .3rem 0; }
th, td { text-align: start; vertical-align: top; padding: .18rem 1rem .18rem 0; border-top: 1px solid var(--line); }
thead th, thead td { border-top: 0; color: var(--soft); font-weight: 400; }
tbody th { font-weight: 400; color: var(--soft); }
.summary td { text-align: end; font-variant-numeric: tabular-nums; }
.summary thead th + th { text-align: end; }
.values { width: 100%; table-layout: fixed; }
.values tbody tr > :first-child, .values thead td { width: 9rem; }
tr.differs td { font-weight: 600; color: var(--ink); }
b.differs { color: var(--differs); white-space: nowrap; }
details { font-size: .88rem; color: var(--soft); }
summary { cursor: pointer; width: max-content; }
details ul { margin: .2rem 0 0; padding-inline-start: 1.2rem; }
code { color: var(--ink); }
@media (max-width: 48rem) {
  .sides { grid-template-columns: minmax(0, 1fr); }
  article { padding: .7rem; }
  th, td { padding-inline-end: .6rem; }
  .values tbody tr > :first-child, .values thead td { width: 5.6rem; }
}
"""
