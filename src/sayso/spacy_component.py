"""A spaCy component: ``nlp.add_pipe("sayso")`` on any pipeline, a blank one too.

Sets ``doc._.sayso``, the whole report, and with it ``doc._.attributions`` (offsets of ``doc.text``) and
``doc._.attribution_spans(attribution, "content")``, spaCy's own spans.  Tokens and all else stay as they are.
The whole text counts as body: a header that ``sayso read`` would leave out is read as text here.

What is found goes along where spaCy writes a document (``Doc.to_bytes``, ``nlp.pipe(n_process=2)``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso import lang, model
from sayso.errors import UnsupportedLanguage
from sayso.model import Article, Attribution, Report
from sayso.model import Span as TextSpan
from sayso.records import TIMES

if TYPE_CHECKING:
    from sayso.pipeline import Reader

PARTS = ("source", "cue", "content")
_MARK = "__sayso__"
_WRITTEN = (
    "Article", "Attribution", "Credit", "DateInterval", "Entity", "Maker", "Name", "Proposal", "Provenance",
    "Quantity", "Quote", "Reading", "Reason", "Report", "Sentence", "Span", "TimeExpression", "Word",
)  # fmt: skip
_TYPES: Mapping[str, Any] = {name: getattr(model, name) for name in _WRITTEN}


@dataclass
class SaysoComponent:
    """Reads the text of each document; the network is loaded at the first one, once for all pipelines."""

    language: str | None
    reader: Reader | None = field(default=None)

    def __call__(self, doc: Doc) -> Doc:
        if not doc.text.strip():
            return doc
        if self.reader is None:
            self.reader = shared_reader()
        doc._.sayso = self.reader.read(Article("doc", doc.text, TextSpan(0, len(doc.text))), self.language)
        return doc


@cache
def shared_reader() -> Reader:
    """The shipped network, kept for as long as the process lives."""
    from sayso.pipeline import Reader

    return Reader()


def attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions of a document; none where nothing was read."""
    report: Report | None = doc._.sayso
    return () if report is None else report.attributions


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
    if not Doc.has_extension("sayso"):
        Doc.set_extension("sayso", default=None)
    if not Doc.has_extension("attributions"):
        Doc.set_extension("attributions", getter=attributions)
    if not Doc.has_extension("attribution_spans"):
        Doc.set_extension("attribution_spans", method=attribution_spans)


def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A type of ``sayso.model`` as a mapping that spaCy can write; the rest is for the next encoder."""
    name = type(value).__name__
    if _TYPES.get(name) is not type(value):
        return chain(value) if chain else value
    parts = {part.name: getattr(value, part.name) for part in fields(value)}
    days = {key: part.isoformat() for key, part in parts.items() if isinstance(part, date)}
    return {_MARK: name, **parts, **days}


def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """What ``encode`` made, back as it was."""
    if not isinstance(value, dict) or value.get(_MARK) not in _TYPES:
        return chain(value) if chain else value
    given = {key: part for key, part in value.items() if key != _MARK}
    if value[_MARK] == "DateInterval":
        return model.DateInterval(**{key: date.fromisoformat(part) for key, part in given.items()})
    parts: dict[str, Any] = {
        key: tuple(part) if isinstance(part, list) else part for key, part in given.items()
    }
    for key in parts.keys() & set(TIMES):
        parts[key] = None if parts[key] is None else datetime.fromisoformat(parts[key])
    return _TYPES[value[_MARK]](**parts)


srsly.msgpack_encoders.register("sayso", func=encode)
srsly.msgpack_decoders.register("sayso", func=decode)


@Language.factory("sayso", default_config={"language": None})
def make_component(nlp: Language, name: str, language: str | None) -> SaysoComponent:
    """``language``: a code of ``sayso languages``; by default the pipeline's, or the text's.

    Raises ``UnsupportedLanguage`` at once for another code: not only at the first document.
    """
    register()
    if language is not None:
        return SaysoComponent(lang.load(language).code)
    try:
        return SaysoComponent(lang.load(nlp.lang or "").code)
    except UnsupportedLanguage:
        return SaysoComponent(None)


__all__ = ["Report", "SaysoComponent", "attribution_spans", "make_component"]
