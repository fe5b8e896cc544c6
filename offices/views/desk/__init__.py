"""Mein Büro: what people do who work for an office."""
