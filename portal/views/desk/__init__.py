"""Mein Büro and the Geschäftsstelle: the pages that join what the apps know."""
