"""``Report`` → one HTML page: the text with its attributions marked, who said it beside each passage.

The page needs nothing but itself: style and script are inside, a content security policy allows these two by
their hashes and nothing else, and every character of a report is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from sayso.model import CERTAINTIES, Attribution, Reason, Report
from sayso.serve.passages import NO_SOURCE, Chains, Passage, Run, language_name, passages, source_name
from sayso.serve.values import UNDATED, Dated, Value, day_text, details, time_text, timeline, undated
from sayso.serve.wording import harmless

_VOICES = 12


def render_page(reports: Sequence[Report]) -> str:
    """One self-contained page with all the reports, in their order."""
    style, script = _asset("page.css"), _asset("page.js")
    parts = [page_head(_page_title(reports), style, script), _TOP]
    if len(reports) > 1:
        parts.append(_contents(reports))
    parts.append("<main>")
    parts.extend(_Reported(report, place).html() for place, report in enumerate(reports, 1))
    parts.append("</main>")
    parts.append(_COLOPHON)
    parts.append('<div id="card" role="tooltip" hidden></div>')
    parts.append(f"<script>{script}</script>\n</body>\n</html>\n")
    return "\n".join(parts)


_TOP = """<header class="top"><strong>Sayso</strong>
<ul class="legend" aria-label="How to read this page">
<li><b>who</b></li><li><i>by which words</i></li>
<li class="asserted"><span class="word">asserted</span> simply said</li>
<li class="hearsay"><span class="word">hearsay</span> marked as reported</li>
<li class="possible"><span class="word">possible</span> hedged or wished</li>
<li class="denied"><span class="word">denied</span> rejected</li>
<li><span class="v">thin line</span> a time, amount or name: point at it</li>
</ul></header>"""

_COLOPHON = """<footer class="colophon">Every marked passage is an exact slice of the report. The words
<em>asserted</em>, <em>hearsay</em>, <em>possible</em> and <em>denied</em> tell how the report presents it, not
whether it is true.</footer>"""


@cache
def _asset(name: str) -> str:
    return files("sayso.serve").joinpath("web", name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def page_head(title: str, style: str, script: str = "") -> str:
    """From the doctype to ``<body>``; nothing may run or be fetched but this style and this script."""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    policy = f"default-src 'none'; style-src '{_hash(style)}'; {scripts}base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{_text(title)}</title>
<style>{style}</style>
</head>
<body>"""


def _text(words: str) -> str:
    return escape(harmless(words, line_breaks=True))


def _page_title(reports: Sequence[Report]) -> str:
    if len(reports) != 1:
        return f"{len(reports)} reports · Sayso"
    return f"{_report_title(reports[0])} · Sayso"


def _report_title(report: Report) -> str:
    title = report.article.title
    return " ".join(title.slice(report.article.text).split()) if title is not None else report.article.id


def _contents(reports: Sequence[Report]) -> str:
    lines = [
        f'<li><a href="#r{place}"><bdi>{_text(_report_title(report))}</bdi></a> '
        f"<span>{len(report.attributions)}</span></li>"
        for place, report in enumerate(reports, 1)
    ]
    return f'<nav class="contents" aria-label="Reports"><ol>{"".join(lines)}</ol></nav>'


@dataclass(frozen=True, slots=True)
class _Reported:
    """One report on the page; ``place`` keeps its anchors apart from those of the others."""

    report: Report
    place: int

    def html(self) -> str:
        chains = Chains(self.report)
        opened: set[int] = set()
        shown = [self._passage(passage, chains, opened) for passage in passages(self.report)]
        if shown:
            shown[0] = shown[0].replace('class="passage', 'class="passage first', 1)
        language = _text(self.report.language)
        body = "\n".join((*shown, *self._timeline()))
        return f'<article id="r{self.place}" lang="{language}">\n{self._facts()}\n{body}\n</article>'

    def _facts(self) -> str:
        article, items = self.report.article, self.report.attributions
        facts = [f"<b>{_text(article.id)}</b>", _text(language_name(self.report.language))]
        if article.published is not None:
            facts.append(day_text(article.published))
        facts.append(f"{len(items)} attribution{'' if len(items) == 1 else 's'}")
        if article.address:
            facts.append(_text(article.address))
        counts = Counter(item.certainty for item in items)
        tally = "".join(
            f'<li class="{name}">{counts[name]} {name}</li>' for name in CERTAINTIES if counts[name]
        )
        rows = [f'<p class="facts">{" · ".join(facts)}</p>']
        if tally:
            rows.append(f'<ul class="tally">{tally}</ul>')
        rows.extend(self._voices())
        return f'<div lang="en">{"".join(rows)}</div>'

    def _voices(self) -> Iterator[str]:
        voices = Counter(item.speaker for item in self.report.attributions if item.speaker)
        if len(voices) < 2:
            return
        names = [
            f"<b><bdi>{_text(name)}</bdi></b>{f' {count}' if count > 1 else ''}"
            for name, count in voices.most_common(_VOICES)
        ]
        more = f" and {len(voices) - _VOICES} more" if len(voices) > _VOICES else ""
        yield f'<p class="voices">Voices: {", ".join(names)}{more}</p>'

    def _key(self, number: int) -> str:
        return f"r{self.place}-{number}"

    def _passage(self, passage: Passage, chains: Chains, opened: set[int]) -> str:
        tag = "h1" if passage.is_title else "p"
        runs = "".join(self._run(run, opened) for run in passage.runs)
        notes = "".join(self._note(number, chains) for number in passage.numbers)
        aside = f'<ol class="notes" lang="en">{notes}</ol>' if notes else ""
        more = " continues" if passage.continues else ""
        return f'<section class="passage{more}"><{tag} dir="auto">{runs}</{tag}>{aside}</section>'

    def _run(self, run: Run, opened: set[int]) -> str:
        words = _valued(run.span.slice(self.report.article.text), run.value)
        classes = [name for name, is_so in (("source", run.is_source), ("cue", run.is_cue)) if is_so]
        owners = " ".join(self._key(number) for number in run.owners)
        markers = "".join(self._marker(number, opened) for number in run.opens)
        if not run.contents:
            if not classes:
                return markers + words
            return f'{markers}<span class="{" ".join(classes)}" data-a="{owners}">{words}</span>'
        inner, *outer = (self.report.attributions[number - 1].certainty for number in run.contents)
        classes.append(inner)
        if outer:
            classes.extend(("nested", f"in-{outer[0]}"))
        return f'<mark class="{" ".join(classes)}" data-a="{owners}">{markers}{words}</mark>'

    def _marker(self, number: int, opened: set[int]) -> str:
        """The number where a content begins; the first one is where the note leads back to."""
        key = self._key(number)
        name = "" if number in opened else f' id="t{key}"'
        opened.add(number)
        certainty = self.report.attributions[number - 1].certainty
        return f'<a class="n {certainty}"{name} href="#{key}" data-a="{key}">{number}</a>'

    def _note(self, number: int, chains: Chains) -> str:
        item = self.report.attributions[number - 1]
        key = self._key(number)
        return (
            f'<li class="note {item.certainty}" id="{key}" data-a="{key}" tabindex="-1">'
            f'<a class="back" href="#t{key}" aria-label="To passage {number}">{number}</a>'
            f"{self._chain(item, chains)}{self._how(item)}{_why(item.why)}</li>"
        )

    def _chain(self, item: Attribution, chains: Chains) -> str:
        links = zip(chains.of(item), chains.names(item), strict=True)
        return f'<ol class="chain">{"".join(_link(link, name) for link, name in links)}</ol>'

    def _how(self, item: Attribution) -> str:
        facts = [f'<span class="word">{item.certainty}</span>', item.kind]
        cue = " … ".join(" ".join(words.split()) for words in self.report.slice(item.cue))
        if cue:
            facts.append(f'<q dir="auto" lang="{_text(self.report.language)}">{_text(cue)}</q>')
        meant = " · ".join(_text(each) for each in details(self.report, item))
        shown = f'<p class="how meant">{meant}</p>' if meant else ""
        return f'<p class="how">{" · ".join(facts)}</p>{shown}'

    def _timeline(self) -> Iterator[str]:
        """All times that the report names with a value, in their order, with who named them."""
        lines = timeline(self.report)
        if undated(self.report):
            yield f'<p class="facts" lang="en">{UNDATED}</p>'
        if not lines:
            return
        rows = "".join(self._dated(line) for line in lines)
        yield (
            f'<section class="timeline" lang="en"><h2>When</h2><table><tbody>{rows}</tbody></table></section>'
        )

    def _dated(self, line: Dated) -> str:
        text = self.report.article.text
        words = _text(" ".join(line.time.span.slice(text).split()))
        who = '<span class="unnamed">in the report’s own voice</span>'
        if line.number is not None:
            item = self.report.attributions[line.number - 1]
            key = self._key(line.number)
            name = _text(source_name(self.report, item))
            who = f'<a class="n {item.certainty}" href="#{key}" data-a="{key}">{line.number}</a> <bdi>{name}</bdi>'
        role = {"said": "said then by ", "about": "spoken of by ", "told": ""}[line.role]
        quoted = f'<q lang="{_text(self.report.language)}" dir="auto">{words}</q>'
        return f"<tr><th>{_text(time_text(line.time))}</th><td>{quoted}</td><td>{role}{who}</td></tr>"


def _valued(words: str, value: Value | None) -> str:
    """Words with a card that tells what they stand for."""
    if value is None:
        return _text(words)
    return f'<span class="v {value.kind}" data-v="{_text(value.text)}">{_text(words)}</span>'


def _link(item: Attribution, name: str) -> str:
    if name == NO_SOURCE and not item.speaker:
        return f'<li><span class="unnamed">{name}</span></li>'
    kind = f' title="{_text(item.source_kind)}"' if item.source_kind else ""
    return f"<li><bdi{kind}>{_text(name)}</bdi></li>"


def _why(reasons: Sequence[Reason]) -> str:
    if not reasons:
        return ""
    lines = []
    for reason in reasons:
        score = "" if reason.score is None else f" {reason.score:.2f}"
        detail = f" {_text(reason.detail)}" if reason.detail else ""
        lines.append(f"<li>{_text(reason.step)} <code>{_text(reason.name)}</code>{score}{detail}</li>")
    return f'<details><summary>why</summary><ul class="why">{"".join(lines)}</ul></details>'
