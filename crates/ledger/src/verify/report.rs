//! What a verification answers.

/// Findings kept in a report; the rest is counted.
const MOST: usize = 1_000;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// The bytes of an event are not those that were hashed, or its columns say something else.
    EventAltered,
    /// An event between others is not there.
    EventMissing,
    /// An event does not continue the one before it.
    EventMisplaced,
    /// The last events of a chain are not there.
    TailCut,
    /// The chain is whole in itself, but is not the chain that was anchored or printed on receipts.
    ChainRewritten,
    /// The head kept beside the chain is not its last event.
    HeadAltered,
    /// A personal payload is not the one that was chained.
    PayloadAltered,
    /// A personal payload is gone, and no event tells of its erasure.
    PayloadMissing,
    /// There are personal payloads of which no event tells.
    PayloadUnaccounted,
    /// An anchor or its file is damaged, unsigned or gone.
    AnchorBroken,
    /// A register entry is not as it was registered.
    EntryAltered,
    /// A register entry is not there.
    EntryMissing,
    /// A register entry of which no event tells.
    EntryUnaccounted,
    /// The numbers of a register have a gap or come twice.
    NumberGap,
    /// The counter of a register is not its last number.
    CounterAltered,
    /// An annotation of a register entry is not as it was written, or is not there.
    AnnotationAltered,
    /// An annotation of which no event tells.
    AnnotationUnaccounted,
    /// What was typed into an application is not what was transmitted.
    CaseAltered,
    /// The row of a file, or the document it belongs to, is not as an event tells.
    FileRowAltered,
    /// The row of a file of which an event tells is not there.
    FileRowMissing,
    /// The bytes of a file are not those of its row.
    FileAltered,
    /// The bytes of a file are not there.
    FileMissing,
}

impl Fault {
    /// A short name, as printed.
    pub fn name(self) -> &'static str {
        match self {
            Fault::EventAltered => "event altered",
            Fault::EventMissing => "event missing",
            Fault::EventMisplaced => "event misplaced",
            Fault::TailCut => "chain cut",
            Fault::ChainRewritten => "chain rewritten",
            Fault::HeadAltered => "head altered",
            Fault::PayloadAltered => "payload altered",
            Fault::PayloadMissing => "payload missing",
            Fault::PayloadUnaccounted => "payload unaccounted for",
            Fault::AnchorBroken => "anchor broken",
            Fault::EntryAltered => "register entry altered",
            Fault::EntryMissing => "register entry missing",
            Fault::EntryUnaccounted => "register entry unaccounted for",
            Fault::NumberGap => "register numbers not in sequence",
            Fault::CounterAltered => "register counter altered",
            Fault::AnnotationAltered => "annotation altered",
            Fault::AnnotationUnaccounted => "annotation unaccounted for",
            Fault::CaseAltered => "application altered",
            Fault::FileRowAltered => "file row altered",
            Fault::FileRowMissing => "file row missing",
            Fault::FileAltered => "file altered",
            Fault::FileMissing => "file missing",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub fault: Fault,
    /// Where: chain and number, table and identifier, or file.
    pub place: String,
    /// What was expected and what was found; no personal data.
    pub detail: String,
}

/// What was looked at and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Chains.
    pub chains: u64,
    /// Events.
    pub events: u64,
    /// Personal payloads that are there.
    pub payloads: u64,
    /// Personal payloads that were lawfully erased.
    pub erased: u64,
    /// Anchors, in the database and in files.
    pub anchors: u64,
    /// Register entries of which events tell.
    pub entries: u64,
    /// Cases.
    pub cases: u64,
    /// Files whose bytes were read.
    pub files: u64,
    /// What is wrong, at most a thousand.
    pub findings: Vec<Finding>,
    /// Further findings that were only counted.
    pub more: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether such a fault was found.
    pub fn has(&self, fault: Fault) -> bool {
        self.findings.iter().any(|finding| finding.fault == fault)
    }

    pub(crate) fn add(&mut self, fault: Fault, place: impl Into<String>, detail: impl Into<String>) {
        if self.findings.len() >= MOST {
            self.more += 1;
            return;
        }
        self.findings.push(Finding {
            fault,
            place: place.into(),
            detail: detail.into(),
        });
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "{} chains, {} events, {} payloads ({} erased), {} anchors, {} register entries, {} cases, {} files",
            self.chains,
            self.events,
            self.payloads,
            self.erased,
            self.anchors,
            self.entries,
            self.cases,
            self.files
        )?;
        for finding in &self.findings {
            writeln!(
                f,
                "{}: {}: {}",
                finding.fault.name(),
                finding.place,
                finding.detail
            )?;
        }
        if self.more > 0 {
            writeln!(f, "and {} more", self.more)?;
        }
        if self.is_whole() {
            write!(f, "whole")
        } else {
            write!(f, "NOT WHOLE")
        }
    }
}
