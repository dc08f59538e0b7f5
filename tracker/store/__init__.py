"""Keeps facts: the only part of the tracker that knows SQL."""
