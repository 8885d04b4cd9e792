//! Invented data for every template.

use pdf::{
    ActData, AnswerTerm, Appeal, CasePrintData, DocumentLine, Letterhead, ReceiptData, Row, Section, Signer,
    StartNotice,
};

/// 9 February 2026, 23:59:59 in Rome.
pub(crate) const AT: kernel::Instant = kernel::Instant::from_micros(1_770_677_999_000_000);

const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub(crate) fn letterhead() -> Letterhead {
    Letterhead {
        body: "Comune di Borgo Esempio".into(),
        office: Some("Settore Patrimonio e Mobilità".into()),
        lines: vec![
            "Piazza della Prova 1, 00000 Borgo Esempio (EE)".into(),
            "PEC protocollo@pec.borgo.example · www.borgo.example".into(),
        ],
    }
}

pub(crate) fn documents() -> Vec<DocumentLine> {
    let names = [
        "planimetria.pdf",
        "Relazione tecnica asseverata con elaborati grafici.pdf.p7m",
        "carta_identita_fronte_retro_scansione_definitiva.jpg",
    ];
    let line = |name: &&str| DocumentLine {
        name: (*name).into(),
        sha256: DIGEST.into(),
    };
    names.iter().map(line).collect()
}

pub(crate) fn row(label: &str, value: &str) -> Row {
    Row {
        label: label.into(),
        value: value.into(),
    }
}

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section {
            title: "Richiedente".into(),
            rows: vec![
                row("Nome e cognome", "Ada Esempio"),
                row("Codice fiscale", "SMPDAA80A41H501X"),
                row("Indirizzo di posta elettronica", "ada.esempio@posta.example"),
            ],
        },
        Section {
            title: "Occupazione".into(),
            rows: vec![
                row("Dove", "Via del Campione, davanti al civico 12"),
                row("Dal – al", "01/03/2026 – 15/03/2026"),
                row("Superficie in metri quadrati", "12,5"),
                row(
                    "Motivo",
                    "Ponteggio per il rifacimento della facciata.\nCarico e scarico al mattino.\n\nIl passaggio dei pedoni resta libero.",
                ),
                row("Note", ""),
            ],
        },
    ]
}

pub(crate) fn receipt() -> ReceiptData {
    ReceiptData {
        letterhead: letterhead(),
        service: "Concessione di occupazione temporanea di suolo pubblico".into(),
        application_number: "BE-2026-000123".into(),
        register_number: None,
        presented_at: "09/02/2026 23:59:59".into(),
        applicant: "Ada Esempio, codice fiscale SMPDAA80A41H501X".into(),
        represented: Some("Condominio Prova, codice fiscale 00000000000".into()),
        late: Some("Presentata fuori termine: sarà esaminata come tale.".into()),
        filing_basis: "Identificazione con SPID di livello 2 (articolo 65, comma 1, lettera b, CAD)".into(),
        notice: StartNotice {
            administration: "Comune di Borgo Esempio".into(),
            object: "Concessione per l’occupazione temporanea di 12,5 m² in via del Campione".into(),
            office: "Ufficio Suolo pubblico, piazza della Prova 1, primo piano".into(),
            digital_domicile: "protocollo@pec.borgo.example".into(),
            responsible: "Bruno Prova, responsabile dell’ufficio Suolo pubblico".into(),
            term: AnswerTerm::LastDay {
                date: "11/03/2026".into(),
                explanation: Some("30 giorni dalla presentazione (articolo 2, comma 2, legge n. 241/1990).".into()),
            },
            inertia_remedies: "Scaduto il termine ci si può rivolgere al titolare del potere sostitutivo, il segretario generale (articolo 2, comma 9-bis, legge n. 241/1990), o ricorrere al TAR entro un anno (articolo 31 del codice del processo amministrativo).".into(),
            online_access: "Area personale dello sportello: https://sportello.borgo.example/pratiche/BE-2026-000123".into(),
            offline_office: "Ufficio relazioni con il pubblico, piazza della Prova 1, lunedì e giovedì 9–12".into(),
        },
        silence: Some("Il silenzio non equivale ad accoglimento.".into()),
        documents: documents(),
        answers: sections(),
        ledger_head: DIGEST.into(),
        check_url: "https://sportello.borgo.example/verifica/7Kq2mZ9xW4cT8bLr5vNe1a".into(),
    }
}

pub(crate) fn act() -> ActData {
    ActData {
        letterhead: letterhead(),
        kind: "Provvedimento di accoglimento".into(),
        number: "17".into(),
        date: "2 marzo 2026".into(),
        register_number: Some("0001234/2026".into()),
        application_number: Some("BE-2026-000123".into()),
        addressee: Some("Ada Esempio".into()),
        subject: "Concessione di occupazione temporanea di suolo pubblico in via del Campione".into(),
        premises: vec![
            "Vista l’istanza presentata il 9 febbraio 2026 da Ada Esempio, acquisita al protocollo con il numero 0000987/2026;".into(),
            "Visto il regolamento comunale sul canone unico, articoli 12 e 15;".into(),
            "Considerato che l’istruttoria ha accertato la compatibilità dell’occupazione con la viabilità pedonale e che il passaggio libero resta superiore a 1,50 metri;".into(),
        ],
        decision_word: None,
        decision: vec![
            "di concedere l’occupazione di 12,5 m² in via del Campione, davanti al civico 12, dal 1° al 15 marzo 2026;".into(),
            "di fissare il canone in 187,50 euro, da pagare prima dell’inizio dell’occupazione.".into(),
        ],
        signer: Signer {
            name: "Bruno Prova".into(),
            role: "Il dirigente del Settore Patrimonio e Mobilità".into(),
            note: Some("Documento firmato digitalmente ai sensi dell’articolo 21 del decreto legislativo n. 82/2005".into()),
        },
        responsible: Some("Carla Modello".into()),
        appeals: vec![
            Appeal {
                authority: "Tribunale amministrativo regionale".into(),
                term: "60 giorni dalla notificazione o dalla piena conoscenza".into(),
                source: Some("Articoli 29 e 41 del codice del processo amministrativo".into()),
            },
            Appeal {
                authority: "Presidente della Repubblica, ricorso straordinario".into(),
                term: "120 giorni dalla notificazione o dalla piena conoscenza".into(),
                source: Some("Articolo 9 del d.P.R. n. 1199/1971".into()),
            },
        ],
        documents: documents(),
        check_url: Some("https://sportello.borgo.example/verifica/1a7Kq2mZ9xW4cT8bLr5vNe".into()),
    }
}

pub(crate) fn case_print() -> CasePrintData {
    CasePrintData {
        letterhead: letterhead(),
        service: "Concessione di occupazione temporanea di suolo pubblico".into(),
        application_number: Some("BE-2026-000123".into()),
        register_number: Some("0000987/2026".into()),
        presented_at: Some("09/02/2026 23:59:59".into()),
        applicant: "Ada Esempio".into(),
        sections: sections(),
        documents: documents(),
        check_url: None,
    }
}
