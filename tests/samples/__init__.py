"""Concrete models for what is abstract on the ground floor. An app of the tests, without migrations."""
