//! What can be typed after `sportello`.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Online procedures and civil protection of Italian public bodies.
#[derive(Debug, Parser)]
#[command(name = "sportello", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves the installation of a configuration file.
    Serve(Configured),
    /// Serves a fictitious region with people to log in as.
    Demo(Demo),
    /// Brings the database to the version of this program.
    Migrate(Configured),
    /// Checks that everything the installation needs is there and answers.
    Doctor(Configured),
    /// Writes a whole backup (database and files) of the running installation into a new folder.
    Backup(WithFolder),
    /// Fills an empty installation from a backup.
    Restore(WithFolder),
    /// Compares ledger, register, cases and files with each other.
    Verify(Configured),
    /// Prints the OpenAPI description.
    Openapi,
    /// Makes, lists and revokes tokens of programs.
    Token(Token),
    /// Makes the first operators of a body.
    Operator(Operator),
    /// Loads bodies, offices, services and people from a file.
    Seed(WithFile),
    /// Makes one PDF of a job read from standard input (used by the server itself).
    #[command(hide = true)]
    Render,
    /// Forms: import, export, conformance and speed.
    #[command(subcommand)]
    Forms(Forms),
    /// Bundles: check, test, compare, pack and unpack.
    #[command(subcommand)]
    Bundle(Bundle),
    /// Computes a legal term and says why.
    Terms(Terms),
}

/// A command that needs only the configuration.
#[derive(Debug, clap::Args)]
pub(crate) struct Configured {
    /// Configuration file.
    #[arg(long, default_value = "sportello.toml", global = true)]
    pub(crate) config: PathBuf,
}

/// A command that also needs a folder.
#[derive(Debug, clap::Args)]
pub(crate) struct WithFolder {
    /// The folder of the backup.
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) installation: Configured,
}

/// A command that also needs a file.
#[derive(Debug, clap::Args)]
pub(crate) struct WithFile {
    /// The file, in the format of `region.toml`.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) installation: Configured,
}

/// The demo.
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Port of localhost; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Folder of the demo's database, files and mail.
    #[arg(long, default_value = "./data")]
    pub(crate) data: PathBuf,
    /// PostgreSQL instead of SQLite (an empty database of its own).
    #[arg(long)]
    pub(crate) postgres: Option<String>,
    /// Fault to arm on purpose, as name=hits; refused by ordinary builds.
    #[arg(long, hide = true)]
    pub(crate) failpoint: Vec<String>,
    /// Give up what an acknowledged write survives: the negative control of the crash tests.
    #[arg(long, hide = true)]
    pub(crate) not_durable: bool,
}

/// Tokens of programs.
#[derive(Debug, clap::Args)]
pub(crate) struct Token {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: TokenCommand,
    #[command(flatten)]
    pub(crate) installation: Configured,
}

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Makes one; its text is printed once.
    Create {
        /// Slug of the body.
        body: String,
        /// What it is for.
        label: String,
        /// What it may do (`read_case`, `see_queue`, `download_document`…).
        #[arg(long = "action", required = true)]
        actions: Vec<String>,
        /// Days it lasts.
        #[arg(long, default_value_t = 365)]
        days: u32,
    },
    /// Lists those of a body.
    List {
        /// Slug of the body.
        body: String,
    },
    /// Ends one.
    Revoke {
        /// Slug of the body.
        body: String,
        /// Its identifier.
        id: String,
    },
}

/// A new operator with a provisional password.
#[derive(Debug, clap::Args)]
pub(crate) struct Operator {
    /// Slug of the body.
    pub(crate) body: String,
    /// User name.
    pub(crate) username: String,
    /// Given name.
    #[arg(long)]
    pub(crate) given_name: String,
    /// Family name.
    #[arg(long)]
    pub(crate) family_name: String,
    /// E-mail address.
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// officer, supervisor or administrator.
    #[arg(long)]
    pub(crate) role: String,
    /// Code of the office; every office without.
    #[arg(long)]
    pub(crate) office: Option<String>,
    #[command(flatten)]
    pub(crate) installation: Configured,
}

/// Commands about forms.
#[derive(Debug, Subcommand)]
pub(crate) enum Forms {
    /// Runs `formio-conformance/1` files.
    Conformance {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// compat or strict.
        #[arg(long, default_value = "compat")]
        mode: String,
        /// Lowest share asked of a level, as `L4=95`.
        #[arg(long)]
        min: Vec<String>,
        /// For programs.
        #[arg(long)]
        json: bool,
    },
    /// Reads a Form.io definition and tells what is in it, what of it works and what must be rewritten.
    Import {
        /// The definition.
        file: PathBuf,
        /// Folder of a bundle the definition is put into, unchanged, as form.json.
        #[arg(long)]
        bundle: Option<PathBuf>,
        /// For programs.
        #[arg(long)]
        json: bool,
    },
    /// Gives back the Form.io definition of a bundle as it was brought in.
    Export {
        /// Folder or zip.
        bundle: PathBuf,
        /// File to write; printed without.
        file: Option<PathBuf>,
    },
    /// Checks per second and CPU time each.
    Bench {
        /// Folder with forms and submissions.
        dir: PathBuf,
    },
}

/// Commands about bundles.
#[derive(Debug, Subcommand)]
pub(crate) enum Bundle {
    /// Loads and judges.
    Check {
        /// Folders or zips.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Runs the examples.
    Test {
        /// Folders or zips.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Says what differs.
    Diff {
        /// The one before.
        old: PathBuf,
        /// The one after.
        new: PathBuf,
    },
    /// Packs a folder into a zip.
    Export {
        /// Folder.
        from: PathBuf,
        /// Zip to write.
        to: PathBuf,
    },
    /// Unpacks a zip into a folder of bundles.
    Import {
        /// Zip.
        from: PathBuf,
        /// Folder of bundles.
        to: PathBuf,
    },
}

/// A term.
#[derive(Debug, clap::Args)]
#[command(allow_hyphen_values = true)]
pub(crate) struct Terms {
    /// The day that is not counted (AAAA-MM-GG).
    #[arg(long)]
    pub(crate) start: String,
    /// Days.
    #[arg(long)]
    pub(crate) days: Option<String>,
    /// Months, instead of days.
    #[arg(long)]
    pub(crate) months: Option<String>,
    /// Years, instead of days.
    #[arg(long)]
    pub(crate) years: Option<String>,
    /// Before the start instead of after.
    #[arg(long)]
    pub(crate) backward: bool,
    /// Saturday counts as a holiday at the end.
    #[arg(long)]
    pub(crate) saturday_as_holiday: bool,
    /// A suspension FROM..TO, as often as needed.
    #[arg(long)]
    pub(crate) suspend: Vec<String>,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}
