bodies-profile-already-over = Il profilo è già terminato.
