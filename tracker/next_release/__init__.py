"""The coming release: what could enter it, what stands against it, and what it would bring; no I/O, no clock."""
