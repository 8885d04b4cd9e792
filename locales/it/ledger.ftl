ledger-already-erased = Questi dati sono già stati cancellati.
