"""The one way to write: the transaction log, merge states, and the session that cannot write past them."""
