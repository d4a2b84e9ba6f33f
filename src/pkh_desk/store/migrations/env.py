"""Alembic's entry: runs the steps on the connection the store hands over, in its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], target_metadata=None, transaction_per_migration=False
)
context.run_migrations()
