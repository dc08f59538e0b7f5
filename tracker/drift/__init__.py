"""Finds where the sources disagree about the same thing: rules, declared exceptions, patches; no I/O."""
