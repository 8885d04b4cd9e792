ledger-already-erased = These data have already been erased.
