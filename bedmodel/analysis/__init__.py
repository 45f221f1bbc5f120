"""Questions asked of the figures."""
