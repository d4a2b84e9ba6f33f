"""Rules of the way out of the programme, and of its papers."""
