"""The demonstration: stories as data, people who act them out by their rights, and a clock that moves when told to."""
