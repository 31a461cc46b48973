"""Cases as staff see them: the list, a case, its history, its papers."""
