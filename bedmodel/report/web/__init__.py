"""The page that is shared: one file of HTML that needs nothing else."""
