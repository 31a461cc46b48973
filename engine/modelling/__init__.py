"""Models that analysts work at before they are deployed: drafts with their history, scenarios."""
