"""What a file of any format yields: articles, addresses where more can be fetched, and records that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sayso.errors import SaysoError
from sayso.model import Article

LINK_KINDS = ("page", "feed", "sitemap")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from: given to every reader of a format.

    ``name`` is how errors call it.  ``doc`` is the article's id where the file holds one article only.  ``address``
    is where the bytes were fetched, ``charset`` what the server said of them, ``fetched_at`` (aware) when that was.
    """

    name: str
    doc: str | None = None
    address: str | None = None
    charset: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record that cannot be used; the others go on.  ``place`` is where it stands: ``line 3``, ``record 17``.

    An empty ``place`` means the whole file.
    """

    name: str
    place: str
    error: SaysoError


@dataclass(frozen=True, slots=True)
class Linked:
    """An address that a feed, a list of feeds or a sitemap names.  ``kind`` is one of ``LINK_KINDS``.

    ``article`` is what the list itself holds of a page (a feed's summary), to be kept where nothing is fetched.
    ``published_at`` and ``modified_at`` are what the list says, aware and possible, else ``None`` and a doubt.
    """

    address: str
    kind: str = "page"
    title: str | None = None
    article: Article | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    doubts: tuple[str, ...] = ()


Found = Article | Linked | Rejected
