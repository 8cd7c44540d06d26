"""Alembic's entry: the connection is ours (``engine.migrate``), there is no ini file."""

from alembic import context

from sayso.ledger.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
