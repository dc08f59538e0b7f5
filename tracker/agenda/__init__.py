"""What comes next: meetings with what is on their agendas, and by when a subject must be on one; no I/O, no clock."""
