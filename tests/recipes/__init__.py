"""A kind that only the tests know: what the next one costs. A model, a form, three templates, one line to register."""
