"""A spaCy component: ``nlp.add_pipe("sayso")`` on any pipeline, a blank one too.

Sets ``doc._.attributions`` (offsets count the characters of ``doc.text``), ``doc._.sayso`` (the whole report) and
the method ``doc._.attribution_spans(attribution, "content")``.  Tokens and everything else stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso import lang
from sayso.errors import UnsupportedLanguage
from sayso.model import Article, Attribution, Report
from sayso.model import Span as TextSpan

if TYPE_CHECKING:
    from sayso.pipeline import Reader

PARTS = ("source", "cue", "content")


@dataclass
class SaysoComponent:
    """Reads the text of each document; the network is loaded at the first one."""

    language: str | None
    reader: Reader | None = field(default=None)

    def __call__(self, doc: Doc) -> Doc:
        if not doc.text.strip():
            return doc
        if self.reader is None:
            from sayso.pipeline import Reader

            self.reader = Reader()
        report = self.reader.read(Article("doc", doc.text, TextSpan(0, len(doc.text))), self.language)
        doc._.sayso = report
        doc._.attributions = report.attributions
        return doc


def attribution_spans(doc: Doc, attribution: Attribution, part: str = "content") -> list[Span]:
    """The spaCy spans of one part of an attribution, widened to whole tokens."""
    if part not in PARTS:
        raise ValueError(f"{part!r} is no part of an attribution; allowed are {', '.join(PARTS)}")
    spans = (
        doc.char_span(span.start, span.end, label=part, alignment_mode="expand")
        for span in getattr(attribution, part)
    )
    return [span for span in spans if span is not None]


def register() -> None:
    """The extensions, once a process."""
    if not Doc.has_extension("attributions"):
        Doc.set_extension("attributions", default=())
        Doc.set_extension("sayso", default=None)
        Doc.set_extension("attribution_spans", method=attribution_spans)


@Language.factory("sayso", default_config={"language": None})
def make_component(nlp: Language, name: str, language: str | None) -> SaysoComponent:
    """``language``: a code of ``sayso languages``; by default the pipeline's, where it is one, else the text's own."""
    register()
    code = language
    if code is None:
        try:
            code = lang.load(nlp.lang).code
        except UnsupportedLanguage:
            code = None
    return SaysoComponent(code)


__all__ = ["Report", "SaysoComponent", "attribution_spans", "make_component"]
