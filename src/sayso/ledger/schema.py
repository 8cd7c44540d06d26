"""The ledger's tables, once for SQLite and PostgreSQL.

Facts are only ever added.  What stands under DERIVED can be dropped and made anew from them (``sayso rebuild``).
Times are ISO 8601 in UTC, days are proleptic ordinals (``datetime.date.toordinal``), so that both databases sort
them alike.  Texts are kept as UTF-8 bytes, because PostgreSQL has no NUL in its strings.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

maker = Table(
    "maker",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    UniqueConstraint("stage", "name", "version"),
)

run = Table(
    "run",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("command", Text, nullable=False),
    Column("software", Text, nullable=False),
    Column("started_at", Text, nullable=False),
)

article = Table(
    "article",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("address", Text),
    Column("kind", Text, nullable=False),
    Column("first_seen_at", Text, nullable=False),
)

version = Table(
    "version",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("doc", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("title", Text),
    Column("language", Text),
    Column("outlet", Text),
    Column("published_start", Integer),
    Column("published_end", Integer),
    Column("provenance", Text, nullable=False),
    Column("first_seen_at", Text, nullable=False),
    Column("run_id", Integer, ForeignKey("run.id")),
    UniqueConstraint("article_id", "number"),
    Index("ix_version_text_hash", "text_hash"),
    Index("ix_version_doc", "doc"),
)

sighting = Table(
    "sighting",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("version_id", Text, ForeignKey("version.id"), nullable=False),
    Column("doc", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("outlet", Text),
    Column("fetched_at", Text),
    Column("seen_at", Text, nullable=False),
    UniqueConstraint("version_id", "doc", "address"),
)

event = Table(
    "event",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("article_id", Text, ForeignKey("article.id"), nullable=False),
    Column("version_id", Text, ForeignKey("version.id")),
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("maker_id", Integer, ForeignKey("maker.id"), nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_event_article_id", "article_id"),
)

failure = Table(
    "failure",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("version_id", Text, ForeignKey("version.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("maker_id", Integer, ForeignKey("maker.id"), nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_failure_version_id", "version_id"),
)

reading = Table(
    "reading",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("version_id", Text, ForeignKey("version.id"), nullable=False),
    Column("maker_id", Integer, ForeignKey("maker.id"), nullable=False),
    Column("language", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("forms", LargeBinary, nullable=False),
    Column("made_at", Text, nullable=False),
    UniqueConstraint("version_id", "maker_id"),
)

claim = Table(
    "claim",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version_id", Text, ForeignKey("version.id"), nullable=False),
    Index("ix_claim_version_id", "version_id"),
    sqlite_with_rowid=False,
)

attribution = Table(
    "attribution",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reading_id", Integer, ForeignKey("reading.id"), nullable=False),
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False),
    Column("local", Text, nullable=False),
    Column("relayed_by", Text),
    Column("speaker", Text),
    Column("party", Text),
    Column("source_kind", Text),
    Column("kind", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("said_start", Integer),
    Column("said_end", Integer),
    Column("about_start", Integer),
    Column("about_end", Integer),
    Column("spans", Text, nullable=False),
    Column("words", Text, nullable=False),
    Index("ix_attribution_reading_id", "reading_id"),
    Index("ix_attribution_claim_id", "claim_id"),
)

link = Table(
    "link",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("maker_id", Integer, ForeignKey("maker.id"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("retracts", Integer, ForeignKey("link.id")),
    UniqueConstraint("kind", "a", "b", "maker_id", "made_at"),
    Index("ix_link_a", "a"),
    Index("ix_link_b", "b"),
)

tombstone = Table(
    "tombstone",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("maker_id", Integer, ForeignKey("maker.id"), nullable=False),
    Column("made_at", Text, nullable=False),
)

# A saved search by its name; the newest row of a name is what holds, one without a query says that it was let go.
follow = Table(
    "follow",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", Text),
    Column("made_at", Text, nullable=False),
    Index("ix_follow_name", "name"),
)

follow_seen = Table(
    "follow_seen",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("follow_id", Integer, ForeignKey("follow.id"), nullable=False),
    Column("up_to", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_follow_seen_follow_id", "follow_id"),
)

# One request of ``sayso watch`` and what came of it.  ``lead_id`` is the lead that it follows, if any; ``settled`` says
# that nothing more is to be done for it; ``wait_until`` that nothing is to be done before.
fetch = Table(
    "fetch",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("lead_id", Integer),
    Column("status", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("wait_until", Text),
    Column("article_id", Text),
    Column("at", Text, nullable=False),
    Index("ix_fetch_address", "address", "id"),
    Index("ix_fetch_lead_id", "lead_id"),
    Index("ix_fetch_wait_until", "wait_until"),
)

# An address that a feed, a list or a sitemap named when it was fetched; ``record`` is what it said of it.
lead = Table(
    "lead",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("fetch_id", Integer, ForeignKey("fetch.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("article_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("modified_at", Text),
    Column("record", LargeBinary, nullable=False),
    Index("ix_lead_fetch_id", "fetch_id"),
    Index("ix_lead_source", "source", "kind"),
    Index("ix_lead_article_id", "article_id"),
)

# DERIVED: the newest reading of the newest version of each article, laid out for questions.

hit = Table(
    "hit",
    METADATA,
    Column("id", Integer, ForeignKey("attribution.id"), primary_key=True, autoincrement=False),
    Column("version_id", Text, nullable=False),
    Column("day", Integer),
    Column("outlet", Text),
    Column("language", Text, nullable=False),
    Column("party", Text),
    Column("source_kind", Text),
    Column("kind", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("relayed", Boolean, nullable=False),
    Column("said_start", Integer),
    Column("said_end", Integer),
    Column("about_start", Integer),
    Column("about_end", Integer),
    Index("ix_hit_version_id", "version_id"),
    Index("ix_hit_day", "day", "id"),
    Index("ix_hit_party", "party", "day"),
    Index("ix_hit_outlet", "outlet", "day"),
)

via = Table(
    "via",
    METADATA,
    Column("party", Text, primary_key=True),
    Column("hit_id", Integer, ForeignKey("hit.id"), primary_key=True),
    Index("ix_via_hit_id", "hit_id"),
    sqlite_with_rowid=False,
)

party_word = Table(
    "party_word",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Index("ix_party_word_party", "party"),
    sqlite_with_rowid=False,
)

form = Table(
    "form",
    METADATA,
    Column("form", Text, primary_key=True),
    Column("lemma", Text, primary_key=True),
    sqlite_with_rowid=False,
)

measure = Table(
    "measure",
    METADATA,
    Column("version_id", Text, ForeignKey("version.id"), primary_key=True),
    Column("outlet", Text),
    Column("day", Integer),
    Column("length", Integer, nullable=False),
    Column("attributed", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("anonymous", Integer, nullable=False),
    Column("sourceless", Integer, nullable=False),
    Column("agencies", Text, nullable=False),
    Index("ix_measure_outlet", "outlet"),
    sqlite_with_rowid=False,
)

# Words in a row and the newest texts that have them (``ledger.shingles``), both as numbers.
shingle = Table(
    "shingle",
    METADATA,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer),
    sqlite_with_rowid=False,
)

DERIVED = (via, hit, party_word, form, measure, shingle)
