"""Articles into a ledger, and their readings: in parallel, in bounded memory, and in an order that never changes.

First every text is kept, which is quick; then what nobody has read is read.  A process that is killed in between, or
at any other moment, loses nothing: whoever starts again goes on where it stopped, and the ledger ends up the same.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sayso.errors import LanguageError, ModelError, SaysoError, WorkerDied
from sayso.ingest.provenance import provenance
from sayso.ledger import Kept, Ledger
from sayso.model import Article, DateInterval, Maker, Report
from sayso.pipeline import Reader, language_of

AHEAD = 4  # texts that wait for each worker
_UNREAD = Maker("read", "intake", "1")
MakeReader = Callable[[], Reader]


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who adds knows better than the text."""

    language: str | None = None
    published: DateInterval | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text was not read: the kind of error and its message.  ``fatal``: no other text would be read either.

    Errors themselves do not travel between processes: many take more than a message.
    """

    reason: str
    message: str
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A version that was read, or why not; ``words`` is how long it was."""

    version: str
    doc: str
    words: int = 0
    claims: int = 0
    refusal: Refusal | None = None


def keep(ledger: Ledger, article: Article, given: Given = Given(), run: int | None = None) -> Kept:
    """Keep one article with what its text says of where it comes from.  Raises ``NotStorable``."""
    known = replace(
        article,
        language=given.language or article.language,
        published=given.published or article.published,
        provenance=replace(article.provenance, kind=given.kind or article.provenance.kind),
    )
    try:
        language = language_of(known, None)
    except LanguageError:
        return ledger.keep(known, run)  # reading will say so, and the failure is kept with it
    return ledger.keep(replace(known, provenance=provenance(known, language)), run)


def read_versions(
    ledger: Ledger, versions: Sequence[str], make_reader: MakeReader, workers: int = 1
) -> Iterator[Read]:
    """Read versions and keep what was read, one after the other in their order.

    ``make_reader`` must be importable by name where there is more than one worker: each makes its own.  Raises
    ``ModelError`` where no reader can be made; every other failure is kept with its version and yielded.
    """
    articles = ((version, ledger.article(version)) for version in versions)
    read = _here(articles, make_reader) if workers < 2 else _apart(articles, make_reader, workers)
    for version, article, result in read:
        if isinstance(result, Report):
            ledger.keep_reading(version, result)
            yield Read(version, article.id, len(result.reading.words), len(result.attributions))
        elif result.fatal:
            raise ModelError(result.message)
        else:
            ledger.fail(version, result.reason, result.message, _UNREAD)
            yield Read(version, article.id, refusal=result)


_Job = tuple[str, Article]
_Result = tuple[str, Article, Report | Refusal]


def _here(jobs: Iterable[_Job], make_reader: MakeReader) -> Iterator[_Result]:
    reader: Reader | Refusal | None = None
    for version, article in jobs:
        reader = reader or _made(make_reader)
        yield version, article, _read(reader, article)


def _made(make_reader: MakeReader) -> Reader | Refusal:
    try:
        return make_reader()
    except ModelError as error:
        return Refusal(type(error).__name__, str(error), fatal=True)


def _read(reader: Reader | Refusal, article: Article) -> Report | Refusal:
    """One report or why not.  A defect is a refusal like any other here: the next report must be read."""
    if isinstance(reader, Refusal):
        return reader
    try:
        return reader.read(article)
    except SaysoError as error:
        return Refusal(type(error).__name__, str(error), isinstance(error, ModelError))
    except Exception as error:  # noqa: BLE001  whatever one report does, the others are read
        return Refusal(type(error).__name__, f"{article.id}: a defect of Sayso: {error}")


def _apart(jobs: Iterator[_Job], make_reader: MakeReader, workers: int) -> Iterator[_Result]:
    """In processes of their own; no more texts are on their way than the workers will soon ask for."""
    waiting: deque[tuple[_Job, Future[Report | Refusal]]] = deque()
    unsent: list[_Job] = []
    with _pool(make_reader, workers) as pool:
        try:
            for job in jobs:
                unsent = [job]
                waiting.append((job, pool.submit(_in_worker, job[1])))
                unsent = []
                if len(waiting) >= AHEAD * workers:
                    yield _next(waiting)
            while waiting:
                yield _next(waiting)
            return
        except BrokenProcessPool:
            left = [job for job, _ in waiting] + unsent
    # A text that kills its worker must not take the others with it: each that was on its way gets its own process.
    yield from _one_by_one(left, make_reader)
    yield from _apart(jobs, make_reader, workers)


def _next(waiting: deque[tuple[_Job, Future[Report | Refusal]]]) -> _Result:
    (version, article), future = waiting[0]
    result = future.result()
    waiting.popleft()
    return version, article, result


def _one_by_one(jobs: Sequence[_Job], make_reader: MakeReader) -> Iterator[_Result]:
    for version, article in jobs:
        with _pool(make_reader, 1) as pool:
            try:
                yield version, article, pool.submit(_in_worker, article).result()
            except BrokenProcessPool:
                died = WorkerDied(article.id)
                yield version, article, Refusal(type(died).__name__, str(died))


@contextmanager
def _pool(make_reader: MakeReader, workers: int) -> Iterator[Executor]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _start_worker, (make_reader,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_reader: list[Reader | Refusal] = []


def _start_worker(make_reader: MakeReader) -> None:
    """A worker holds its reader; what keeps one from being made is told with the first text."""
    _reader.append(_made(make_reader))


def _in_worker(article: Article) -> Report | Refusal:
    return _read(_reader[0], article)
