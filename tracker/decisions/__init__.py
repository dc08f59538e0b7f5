"""Makes the record of decisions from all that tell of them: notes, reviewed entries and the ledger."""
