"""Desks of the State Corporation and the chancellery: visits, results, lists, registers."""
