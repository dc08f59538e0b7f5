"""The version of the reader of WIT: what asks for it alone need not import the reader."""

PARSER_VERSION = 1
"""Raised whenever `read_wit` would read a file differently: what was stored under a lower version is read again."""
