register-no-such-entry = La registrazione di protocollo non esiste.
register-already-annulled = La registrazione di protocollo è già annullata.
register-number-pending = in attribuzione
