"""The names of a party are found by the party too, not only by their words."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_party_word_party", "party_word", ["party"])


def downgrade() -> None:
    raise NotImplementedError("a ledger never goes back: open it with the version of Sayso that made it")
