"""Before the work: first run, accounts, unlocking, a forgotten passphrase, a backup put back."""
