"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE hit_words USING fts5(words, content='attribution', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', detail='none')"
)
POSTGRES_INDEX = (
    "CREATE INDEX ix_attribution_lexemes ON attribution "
    "USING gin (array_to_tsvector(string_to_array(words, ' ')))"
)


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    op.create_table(
        "follow",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_follow")),
    )
    op.create_table(
        "form",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("lemma", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form", "lemma", name=op.f("pk_form")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "maker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maker")),
        sa.UniqueConstraint("stage", "name", "version", name=op.f("uq_maker_stage_name_version")),
    )
    op.create_table(
        "party_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", "party", "name", name=op.f("pk_party_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("software", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "follow_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["follow.name"], name=op.f("fk_follow_seen_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_seen")),
    )
    op.create_index("ix_follow_seen_name", "follow_seen", ["name"], unique=False)
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("retracts", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["maker_id"], ["maker.id"], name=op.f("fk_link_maker_id")),
        sa.ForeignKeyConstraint(["retracts"], ["link.id"], name=op.f("fk_link_retracts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint(
            "kind", "a", "b", "maker_id", "made_at", name=op.f("uq_link_kind_a_b_maker_id_made_at")
        ),
    )
    op.create_index("ix_link_a", "link", ["a"], unique=False)
    op.create_index("ix_link_b", "link", ["b"], unique=False)
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["maker_id"], ["maker.id"], name=op.f("fk_tombstone_maker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("published_start", sa.Integer(), nullable=True),
        sa.Column("published_end", sa.Integer(), nullable=True),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_version_article_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_version_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_version_article_id_number")),
    )
    op.create_index("ix_version_doc", "version", ["doc"], unique=False)
    op.create_index("ix_version_text_hash", "version", ["text_hash"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_claim_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_version_id", "claim", ["version_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_event_article_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["maker.id"], name=op.f("fk_event_maker_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_event_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_article_id", "event", ["article_id"], unique=False)
    op.create_table(
        "failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["maker_id"], ["maker.id"], name=op.f("fk_failure_maker_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_failure_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failure")),
    )
    op.create_index("ix_failure_version_id", "failure", ["version_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("attributed", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Integer(), nullable=False),
        sa.Column("sourceless", sa.Integer(), nullable=False),
        sa.Column("agencies", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_measure_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_measure")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_measure_outlet", "measure", ["outlet"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("forms", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["maker_id"], ["maker.id"], name=op.f("fk_reading_maker_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_reading_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("version_id", "maker_id", name=op.f("uq_reading_version_id_maker_id")),
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_sighting_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint("version_id", "doc", "address", name=op.f("uq_sighting_version_id_doc_address")),
    )
    op.create_table(
        "attribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("local", sa.Text(), nullable=False),
        sa.Column("relayed_by", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("said_start", sa.Integer(), nullable=True),
        sa.Column("said_end", sa.Integer(), nullable=True),
        sa.Column("about_start", sa.Integer(), nullable=True),
        sa.Column("about_end", sa.Integer(), nullable=True),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_attribution_claim_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_attribution_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution")),
    )
    op.create_index("ix_attribution_claim_id", "attribution", ["claim_id"], unique=False)
    op.create_index("ix_attribution_reading_id", "attribution", ["reading_id"], unique=False)
    op.create_table(
        "hit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("relayed", sa.Boolean(), nullable=False),
        sa.Column("said_start", sa.Integer(), nullable=True),
        sa.Column("said_end", sa.Integer(), nullable=True),
        sa.Column("about_start", sa.Integer(), nullable=True),
        sa.Column("about_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["attribution.id"], name=op.f("fk_hit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hit")),
    )
    op.create_index("ix_hit_day", "hit", ["day", "id"], unique=False)
    op.create_index("ix_hit_outlet", "hit", ["outlet", "day"], unique=False)
    op.create_index("ix_hit_party", "hit", ["party", "day"], unique=False)
    op.create_index("ix_hit_version_id", "hit", ["version_id"], unique=False)
    op.create_table(
        "via",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("hit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hit_id"], ["hit.id"], name=op.f("fk_via_hit_id")),
        sa.PrimaryKeyConstraint("party", "hit_id", name=op.f("pk_via")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_via_hit_id", "via", ["hit_id"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        op.execute(POSTGRES_INDEX)
    else:
        op.execute(SQLITE_INDEX)


def downgrade() -> None:
    raise NotImplementedError("a ledger never goes back: open it with the version of Sayso that made it")
