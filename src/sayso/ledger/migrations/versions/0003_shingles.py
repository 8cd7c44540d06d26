"""An index of wording, to find copies by; filled with what the ledger already holds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "shingle",
        sa.Column("print", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("print", "version", name=op.f("pk_shingle")),
        sqlite_with_rowid=False,
    )
    from sayso.ledger.shingles import fill

    fill(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("a ledger never goes back: open it with the version of Sayso that made it")
