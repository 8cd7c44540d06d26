"""Feeds, lists of feeds and sitemaps into a ledger, round after round, politely and without doing anything twice.

One request goes out at a time.  What came of each is a fact in the ledger before the next one goes out, so that a
process that is killed at any moment loses the request that was on its way and no other: whoever starts again asks only
for what was named and not had (``ledger.watching``).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sayso.addresses import article_id, host_of
from sayso.errors import SaysoError
from sayso.ingest.fetch import Reply
from sayso.ingest.found import Found, Linked, Rejected
from sayso.ingest.patience import BUSY, Failure, back_off, failure_of
from sayso.ingest.polite import LISTINGS, REPORTS, Known, Visitor
from sayso.ingest.visited import DEPTH, listed, now_of, page_reports
from sayso.ingest.watchlist import Source, Watchlist
from sayso.intake import Given, keep
from sayso.ledger import Ledger
from sayso.ledger.watching import Fetch, Lead, State, busy_hosts, lists_of, note, pending, state_of
from sayso.model import Article

WHAT = ("list", "entry", "page", "host")
OUTCOMES = ("had", "unchanged", "refused", "later")
MOST_LISTS = 2000  # of one round, those in lists of lists too
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that a round did: ``what`` and ``outcome`` are of the lists above.

    ``named`` counts addresses that are news, ``kept`` what became of reports (``ledger.placing.KEPT``); ``wait_until`` is
    when it is tried again.
    """

    at: datetime
    source: str
    address: str
    what: str
    outcome: str
    status: int = 0
    reason: str = ""
    named: int = 0
    kept: Mapping[str, int] = field(default_factory=dict)
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    """An address to be asked: a list at some depth, or the page of a lead."""

    source: Source
    address: str
    depth: int = 0
    lead: Lead | None = None

    @property
    def what(self) -> str:
        return "list" if self.lead is None else "page"

    @property
    def lead_id(self) -> int | None:
        return None if self.lead is None else self.lead.id


@dataclass(slots=True)
class _Round:
    """What is to be done in one round, by host, and what was already entered into it."""

    busy: dict[str, datetime]
    tasks: dict[str, deque[_Task]] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    leads: set[int] = field(default_factory=set)
    pages: Counter[str] = field(default_factory=Counter)

    def add(self, task: _Task) -> None:
        """Put a task behind the others of its host."""
        self.tasks.setdefault(host_of(task.address) or "", deque()).append(task)

    def next(self, visitor: Visitor) -> _Task | None:
        """A task of the host that may be asked soonest; of several the one that came first."""
        earliest = datetime.min.replace(tzinfo=UTC)
        free = [
            (visitor.free_at(tasks[0].address) or earliest, number, host)
            for number, (host, tasks) in enumerate(self.tasks.items())
            if tasks and host not in self.busy
        ]
        return self.tasks[min(free)[2]].popleft() if free else None


class Watch:
    """Watches what a ``Watchlist`` names; ``run`` is the ledger's number for this start of the program."""

    def __init__(self, ledger: Ledger, wanted: Watchlist, visitor: Visitor, run: int | None = None) -> None:
        self.ledger = ledger
        self.wanted = wanted
        self.visitor = visitor
        self.run = run

    def round(self) -> Iterator[Happened]:
        """Ask every list that is due, and then the pages that are to be had; what happened, as it happens.

        May be left at any point; the next round goes on there.  Raises ``LedgerError``.
        """
        now = self.visitor.clock.now()
        round_ = _Round(busy_hosts(self.ledger, now))
        for source in self.wanted.sources:
            self._enter(round_, source, Lead(source.address, "feed"), 0)
        while (task := round_.next(self.visitor)) is not None:
            if task.lead is None:
                yield from self._ask_list(round_, task)
                self._go_on(round_, task)
            else:
                yield self._ask_page(round_, task, task.lead)
        for host, tasks in round_.tasks.items():
            if tasks:
                reason = f"{host} asked to be left alone: {len(tasks)} waiting"
                yield Happened(
                    now_of(self.visitor), tasks[0].source.address, tasks[0].address, "host", "later",
                    reason=reason, wait_until=round_.busy[host],
                )  # fmt: skip

    def _enter(self, round_: _Round, source: Source, named: Lead, depth: int) -> None:
        """Put a list into the round, or what it named before where it is not its time yet."""
        if named.address in round_.lists or depth > DEPTH or len(round_.lists) >= MOST_LISTS:
            return
        round_.lists.add(named.address)
        task = _Task(source, named.address, depth)
        if self._is_due(state_of(self.ledger, named.address), source, named.modified_at):
            round_.add(task)
        else:
            self._go_on(round_, task)

    def _is_due(self, state: State, source: Source, changed_at: datetime | None) -> bool:
        now = self.visitor.clock.now()
        if state.asked_at is None:
            return True
        if state.wait_until is not None:
            return now >= state.wait_until
        if changed_at is not None and state.had_at is not None and changed_at <= state.had_at:
            return False
        return now >= state.asked_at + timedelta(minutes=source.minutes)

    def _go_on(self, round_: _Round, task: _Task) -> None:
        """Enter what a list names: further lists, and pages that are still to be had."""
        source = task.source
        for lead in lists_of(self.ledger, task.address):
            self._enter(round_, source, lead, task.depth + 1)
        now = self.visitor.clock.now()
        for lead in pending(self.ledger, source.address, now, self.wanted.most):
            if lead.id not in round_.leads and round_.pages[source.address] < self.wanted.most:
                round_.leads.add(lead.id or 0)
                round_.pages[source.address] += 1
                round_.add(_Task(source, lead.address, lead=lead))

    def _ask_list(self, round_: _Round, task: _Task) -> Iterator[Happened]:
        state = state_of(self.ledger, task.address)
        reply: Reply | None = None
        try:
            reply = self._visit(task, state, LISTINGS)
            if _is_unchanged(reply, state):
                yield self._unchanged(task)
                return
            now = now_of(self.visitor)
            found = listed(reply, task.address, now)
            damage = next((each for each in found if isinstance(each, Rejected) and not each.place), None)
            if damage is not None and len(found) == 1:
                raise damage.error
        except SaysoError as error:
            yield self._later(
                round_, task, failure_of(error, reply, self.visitor.clock.now()), state.failures
            )
            return
        kept: Counter[str] = Counter()
        for each in found:
            yield from self._keep_entry(task, each, kept)
        marks = (None, None) if damage is not None else (reply.etag, reply.last_modified)
        reason = "" if damage is None else str(damage.error)
        fetch = Fetch(task.address, now, reply.status, True, reason, None, *marks)
        named = note(self.ledger, fetch, task.source.address, self._leads(task.source, found, now))
        yield Happened(
            now, task.source.address, task.address, "list", "had", reply.status, reason, named, kept
        )

    def _visit(self, task: _Task, state: State, accept: str) -> Reply:
        return self.visitor.visit(task.address, Known(state.etag, state.last_modified), accept)

    def _unchanged(self, task: _Task) -> Happened:
        now = now_of(self.visitor)
        note(self.ledger, Fetch(task.address, now, _UNCHANGED, True, lead=task.lead_id))
        return Happened(now, task.source.address, task.address, task.what, "unchanged", _UNCHANGED)

    def _keep_entry(self, task: _Task, found: Found, kept: Counter[str]) -> Iterator[Happened]:
        """Keep what the list itself holds; a summary only where pages are not fetched."""
        article = found.article if isinstance(found, Linked) and not task.source.pages else found
        try:
            if isinstance(article, Rejected):
                raise article.error
            if isinstance(article, Article):
                kept[self._keep(task.source, article)] += 1
        except SaysoError as error:
            now = now_of(self.visitor)
            yield Happened(now, task.source.address, task.address, "entry", "refused", 200, str(error))

    def _keep(self, source: Source, article: Article) -> str:
        return keep(self.ledger, article, Given(source.language, None, source.kind), self.run).what

    def _leads(self, source: Source, found: list[Found], now: datetime) -> list[Lead]:
        """The addresses that are to be followed: further lists, and pages that are not too old."""
        oldest = now - timedelta(days=self.wanted.days)
        leads = []
        for each in found:
            if isinstance(each, Linked):
                times = [time for time in (each.published_at, each.modified_at) if time is not None]
                if each.kind != "page" or (source.pages and (not times or max(times) >= oldest)):
                    leads.append(_lead(each))
        return leads

    def _ask_page(self, round_: _Round, task: _Task, lead: Lead) -> Happened:
        reply: Reply | None = None
        try:
            state = state_of(self.ledger, lead.address)
            reply = self._visit(task, state, REPORTS)
            if _is_unchanged(reply, state):
                return self._unchanged(task)
            now = now_of(self.visitor)
            linked = Linked(
                lead.address, "page", None, None, lead.published_at, lead.modified_at, lead.doubts
            )
            reports = page_reports(reply, linked, now)
            kept = Counter(self._keep(task.source, report) for report in reports)
        except SaysoError as error:
            failure = failure_of(error, reply, self.visitor.clock.now())
            if failure.for_good or lead.tries + 1 >= self.wanted.tries:
                return self._refused(task, lead, failure)
            return self._later(round_, task, failure, lead.tries)
        key = article_id(reports[0].text, reports[0].address) if reports else None
        fetch = Fetch(
            lead.address, now, reply.status, True, "", lead.id, reply.etag, reply.last_modified, article=key
        )
        note(self.ledger, fetch)
        return Happened(now, task.source.address, lead.address, "page", "had", reply.status, kept=kept)

    def _refused(self, task: _Task, lead: Lead, failure: Failure) -> Happened:
        """A page that will not be had: the summary of its list is kept in its place, if there is one."""
        now = now_of(self.visitor)
        kept = Counter([self._keep(task.source, lead.article)] if lead.article is not None else [])
        note(self.ledger, Fetch(lead.address, now, failure.status, True, failure.reason, lead.id))
        return Happened(
            now,
            task.source.address,
            lead.address,
            "page",
            "refused",
            failure.status,
            failure.reason,
            kept=kept,
        )

    def _later(self, round_: _Round, task: _Task, failure: Failure, tries: int) -> Happened:
        """Something that is tried again: the longer it fails, the later; never before the host wants it."""
        now = now_of(self.visitor)
        until = now + max(back_off(self.wanted.seed, task.address, tries), failure.wait)
        fetch = Fetch(
            task.address, now, failure.status, False, failure.reason, task.lead_id, wait_until=until
        )
        note(self.ledger, fetch)
        if failure.status in BUSY:
            round_.busy[host_of(task.address) or ""] = until
        return Happened(
            now, task.source.address, task.address, task.what, "later", failure.status, failure.reason,
            wait_until=until,
        )  # fmt: skip


def _is_unchanged(reply: Reply, state: State) -> bool:
    """Whether a host said so, to somebody who had something to compare with."""
    return reply.status == _UNCHANGED and bool(state.etag or state.last_modified)


def _lead(linked: Linked) -> Lead:
    return Lead(
        linked.address,
        linked.kind,
        linked.published_at,
        linked.modified_at,
        linked.doubts,
        linked.article,
    )
