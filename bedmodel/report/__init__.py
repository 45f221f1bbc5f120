"""Results as people and programs read them: words, tables, charts and files."""
