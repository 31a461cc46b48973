"""Forms on a page: fields, drafts, files."""
