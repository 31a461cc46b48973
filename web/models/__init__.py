"""The analyst's pages: versions, drafts, the check, deployment."""
