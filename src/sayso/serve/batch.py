"""Many reports in one call: each is read by itself, a failure is one line, the others go on."""

from __future__ import annotations

import dataclasses
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.text import Text

from sayso.errors import BatchFailed, DocClash, ModelError, SaysoError, Unwritable
from sayso.ingest.files import Source, gather, load
from sayso.model import DateInterval, Report
from sayso.records import error_record, report_record, to_json
from sayso.serve.progress import tracked
from sayso.serve.terminal import make_console, print_report
from sayso.serve.wording import describe_defect, one_line

if TYPE_CHECKING:
    from sayso.pipeline import Reader

_DEFECT = 1


@dataclass(frozen=True, slots=True)
class Options:
    """How the reports are read."""

    language: str | None = None
    published: DateInterval | None = None
    allow_private: bool = False
    min_score: float = 0.0
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """What is written: ``records`` is json, jsonl or ``None`` for the printed view."""

    page: Path | None = None
    records: str | None = None
    why: bool = False
    color: bool | None = None
    width: int | None = None

    @property
    def is_printed(self) -> bool:
        return self.page is None and self.records is None


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read, and why."""

    doc: str
    message: str
    exit_code: int


@dataclass(slots=True)
class Batch:
    """One call of ``sayso read``."""

    make_reader: Callable[[], Reader]
    options: Options
    output: Output
    _reader: Reader | None = None
    _docs: dict[str, str] = field(default_factory=dict)

    def run(self, names: Sequence[str]) -> int:
        """Read everything that is named, write what is wanted; the exit code."""
        sources = gather(names)
        errors = make_console(self.output.color, None, stderr=True)
        pause = self.output.is_printed and sys.stdout.isatty()
        writer = _Writer(self.output, several=len(sources) > 1)
        failures: list[Failure] = []
        for result in tracked(self._results(sources), len(sources), errors, pause):
            if isinstance(result, Failure):
                failures.append(result)
                errors.print(Text(one_line(f"sayso: {result.message}"), style="red"), soft_wrap=True)
            writer.add(result)
        writer.finish()
        if not failures:
            return 0
        if len(sources) == 1:
            return failures[0].exit_code
        raise BatchFailed(len(failures), len(sources))

    def _results(self, sources: Sequence[Source]) -> Iterator[Report | Failure]:
        for source in sources:
            yield self._result(source)

    def _result(self, source: Source) -> Report | Failure:
        """One report or why not: this is the one broad catch, around each report by itself."""
        doc = source.doc if source.doc is not None else source.name
        try:
            return self._read(source)
        except ModelError:
            raise  # it would be the same for every report
        except SaysoError as error:
            return Failure(doc, _named(source, str(error)), error.exit_code)
        except Exception as error:  # noqa: BLE001  whatever one report does, the others are read
            if self.options.debug:
                traceback.print_exc()
            return Failure(doc, _named(source, describe_defect(error)), _DEFECT)

    def _read(self, source: Source) -> Report:
        article = load(source, sys.stdin.buffer, self.options.allow_private)
        if self._docs.setdefault(article.id, source.name) != source.name:
            raise DocClash(article.id, self._docs[article.id], source.name)
        if self.options.published is not None:
            article = dataclasses.replace(article, published=self.options.published)
        if self._reader is None:
            self._reader = self.make_reader()
        report = self._reader.read(article, self.options.language)
        return report.at_least(self.options.min_score)


def _named(source: Source, message: str) -> str:
    """A message that does not begin with the report it means gets its name."""
    return message if message.startswith(source.label) else f"{source.label}: {message}"


@dataclass(slots=True)
class _Writer:
    """Writes results as they come; only the page and the array wait for the last."""

    output: Output
    several: bool
    _reports: list[Report] = field(default_factory=list)
    _written: int = 0

    def add(self, result: Report | Failure) -> None:
        if isinstance(result, Failure):
            if self.output.records == "jsonl":
                _emit(to_json(error_record(result.doc, one_line(result.message))) + "\n")
            return
        if self.output.page is not None:
            self._reports.append(result)
        if self.output.records is not None:
            self._add_record(to_json(report_record(result)))
        if self.output.is_printed:
            self._print(result)
        self._written += 1

    def _add_record(self, line: str) -> None:
        if self.output.records == "jsonl":
            _emit(line + "\n")
        else:
            _emit((",\n" if self._written else "[\n") + line)

    def _print(self, report: Report) -> None:
        console = make_console(self.output.color, self.output.width)
        if self._written:
            sys.stdout.write("\n")
        print_report(console, report, self.output.why, legend=not self._written)
        sys.stdout.flush()

    def finish(self) -> None:
        if self.output.records == "json":
            _emit("\n]\n" if self._written else "[]\n")
        if self.output.page is not None and self._reports:
            from sayso.serve.page import render_page

            _write_whole(self.output.page, render_page(self._reports))


def _emit(text: str) -> None:
    """Records are UTF-8, whatever the terminal's encoding."""
    stream: TextIO = sys.stdout
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text)
        return
    stream.flush()
    binary.write(text.encode("utf-8"))
    binary.flush()


def _write_whole(path: Path, text: str) -> None:
    """The page appears whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Unwritable(str(path), (error.strerror or str(error)).lower()) from error
