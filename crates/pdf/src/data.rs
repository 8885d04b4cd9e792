//! Data contracts of the templates of the house. Texts arrive ready to be read: dates, sums and labels already in the right language.

use serde::{Deserialize, Serialize};

/// Who writes, at the head of the first page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Full name of the body.
    pub body: String,
    /// Office that writes.
    pub office: Option<String>,
    /// Address, PEC, site: one line each.
    #[serde(default)]
    pub lines: Vec<String>,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The question.
    pub label: String,
    /// The answer; empty is printed as a dash, line breaks are kept.
    pub value: String,
}

/// A titled group of answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Title of the group; empty leaves it out.
    pub title: String,
    /// The answers in order.
    pub rows: Vec<Row>,
}

/// One document of the case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentLine {
    /// File name or title.
    pub name: String,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: String,
}

/// By when the body must answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AnswerTerm {
    /// The law gives the term.
    LastDay {
        /// The last day, as text.
        date: String,
        /// How it was computed and under which law.
        explanation: Option<String>,
    },
    /// The term is set by an act of the body («termine fissato con atto»).
    SetByAct,
}

/// The contents of the notice that a proceeding has begun, art. 8 c. 2 L. 241/1990.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StartNotice {
    /// a) the competent administration.
    pub administration: String,
    /// b) the object of the proceeding.
    pub object: String,
    /// c) the office.
    pub office: String,
    /// c) the digital domicile of the administration.
    pub digital_domicile: String,
    /// c) the person responsible for the proceeding.
    pub responsible: String,
    /// c-bis) the date by which the proceeding must end.
    pub term: AnswerTerm,
    /// c-bis) the remedies when the administration stays inert.
    pub inertia_remedies: String,
    /// d) how the acts and the case are seen online.
    pub online_access: String,
    /// d-bis) the office where the acts that are not online can be seen.
    pub offline_office: String,
}

/// Data of the template `receipt`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceiptData {
    /// Who writes.
    pub letterhead: Letterhead,
    /// Title of the service.
    pub service: String,
    /// Number of the application, given by the platform.
    pub application_number: String,
    /// Number in the register of the body; none is printed as «in attribuzione».
    pub register_number: Option<String>,
    /// Moment of filing, as text in the time of Rome; also content c-ter) of art. 8.
    pub presented_at: String,
    /// Who filed.
    pub applicant: String,
    /// On whose behalf, when not in their own name.
    pub represented: Option<String>,
    /// Why the filing is valid (art. 65 c. 1 CAD), for instance identification with SPID.
    pub filing_basis: String,
    /// That it was filed out of time, and what follows (G-41); none when it was in time.
    pub late: Option<String>,
    /// The contents of art. 8.
    pub notice: StartNotice,
    /// What silence means when the law gives it a meaning (art. 18-bis).
    pub silence: Option<String>,
    /// What was filed.
    #[serde(default)]
    pub documents: Vec<DocumentLine>,
    /// The answers given; empty leaves the section out.
    #[serde(default)]
    pub answers: Vec<Section>,
    /// Head of the ledger right after the filing.
    pub ledger_head: String,
    /// Address where anybody can check the receipt.
    pub check_url: String,
}

/// To whom, and by when, an act can be challenged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Appeal {
    /// The authority.
    pub authority: String,
    /// The term, as text.
    pub term: String,
    /// The law that gives it.
    pub source: Option<String>,
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signer {
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// How it is signed, for instance with a digital signature.
    pub note: Option<String>,
}

/// Data of the template `act`. An act without motivation, decision or appeal is refused with [`crate::RenderError::Template`]
/// (art. 3 L. 241/1990).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ActData {
    /// Body and office.
    pub letterhead: Letterhead,
    /// What kind of act, for instance «Provvedimento di accoglimento».
    pub kind: String,
    /// Number of the act.
    pub number: String,
    /// Date of the act, as text.
    pub date: String,
    /// Number in the register of the body; none is printed as «in attribuzione».
    pub register_number: Option<String>,
    /// Number of the application that the act answers.
    pub application_number: Option<String>,
    /// To whom it is addressed.
    pub addressee: Option<String>,
    /// The subject.
    pub subject: String,
    /// Facts and legal reasons, one paragraph each.
    pub premises: Vec<String>,
    /// The word that opens the decision; none is printed as «DISPONE».
    pub decision_word: Option<String>,
    /// The decision, one point each.
    pub decision: Vec<String>,
    /// Who signs.
    pub signer: Signer,
    /// Responsible for the proceeding, when not the signer.
    pub responsible: Option<String>,
    /// Terms and authorities for appeal (art. 3 c. 4 L. 241/1990).
    pub appeals: Vec<Appeal>,
    /// Enclosed documents.
    #[serde(default)]
    pub documents: Vec<DocumentLine>,
    /// Address where anybody can check the act.
    pub check_url: Option<String>,
}

/// Data of the template `case_print`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CasePrintData {
    /// Who asks.
    pub letterhead: Letterhead,
    /// Title of the service.
    pub service: String,
    /// Number of the application; none means that it was not filed, and the print says so.
    pub application_number: Option<String>,
    /// Number in the register of the body.
    pub register_number: Option<String>,
    /// Moment of filing, as text in the time of Rome.
    pub presented_at: Option<String>,
    /// Who filed or is filling in.
    pub applicant: String,
    /// The answers.
    pub sections: Vec<Section>,
    /// What is enclosed.
    #[serde(default)]
    pub documents: Vec<DocumentLine>,
    /// Address where anybody can check the print.
    pub check_url: Option<String>,
}
