"""`/engine-rest`: the paths, bodies and errors of Camunda 7 and Operaton, as far as their clients use them (docs/api.md)."""
