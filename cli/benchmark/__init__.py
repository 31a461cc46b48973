"""The benchmark of design.md, section 9: the engine against the same business written by hand, in one run, interleaved."""
