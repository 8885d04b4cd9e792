bodies-profile-already-over = Il profilo è già terminato.
bodies-logo-too-large = L'immagine supera { $limit }.
bodies-logo-kind = L'immagine non è un SVG né un PNG.
bodies-logo-broken = L'immagine è incompleta o danneggiata; un SVG deve avere l'attributo viewBox e nessun DOCTYPE.
bodies-logo-too-wide = L'immagine supera { $what } pixel di lato.
bodies-logo-not-drawn = Il disegno contiene { $what }, che in un logo non è ammesso: salvalo come «SVG semplice» e togli script, stili, testi e immagini.
bodies-logo-foreign = Il disegno richiama «{ $what }», che sta fuori dal file.
