"""CLICKS: the window; the only storey that knows Qt."""
