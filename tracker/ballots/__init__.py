"""Holds votes to the rules around them, and tells when subjects were last presented and worked on; no I/O."""
