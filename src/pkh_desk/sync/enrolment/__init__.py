"""Keys, invitations, requests to join, and the way back in after a forgotten passphrase."""
