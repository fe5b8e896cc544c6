"""What the pages cost, measured on the server that `make run` starts. docs/benchmarks.md explains the figures."""
