"""Token game on SpiffWorkflow: its tasks, specs, workflows and parser, with classes of ours where it goes wrong."""
