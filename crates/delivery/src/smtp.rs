//! How mail leaves: an SMTP server, or files in a folder for rehearsals.

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::path::PathBuf;
use std::time::Duration;

/// How long a mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Plain connection upgraded before anything is said; refused when the server cannot.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// None: only towards this machine.
    Plain,
}

/// An SMTP server.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Host name, also the one its certificate must hold.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User name and password, if the server asks for them.
    pub credentials: Option<(String, String)>,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "SmtpSettings({}:{}, {:?})",
            self.host, self.port, self.security
        )
    }
}

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum MailTransport {
    /// To a mail server.
    Smtp(SmtpSettings),
    /// Into `<delivery>.eml` files of a folder.
    Folder(PathBuf),
}

/// What is wrong with the settings of the mail.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The sender's address.
    #[error("the sender is not an address: {0}")]
    Sender(String),
    /// The server's TLS settings.
    #[error("mail server: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The folder.
    #[error("mail folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// A try that failed. The text is for operators and holds no address: servers repeat them in their answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotSent {
    pub(crate) text: String,
    pub(crate) for_good: bool,
}

/// Sends e-mails from one sender.
pub struct Mailer {
    pub(crate) from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

impl Mailer {
    /// `from` is `Name <address>` or an address. The mail server is not called before the first mail.
    pub fn new(transport: &MailTransport, from: &str) -> Result<Self, MailError> {
        let from: Mailbox = from.parse().map_err(|_| MailError::Sender(from.to_owned()))?;
        let way = match transport {
            MailTransport::Smtp(settings) => Way::Smtp(Box::new(smtp(settings)?)),
            MailTransport::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Way::Folder(folder.clone())
            }
        };
        Ok(Self { from, way })
    }

    /// Sends one; `name` names its file when it goes into a folder.
    pub(crate) async fn send(&self, name: &str, message: Message) -> Result<(), NotSent> {
        match &self.way {
            Way::Smtp(transport) => match transport.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(refused(&error)),
            },
            Way::Folder(folder) => {
                let path = folder.join(format!("{name}.eml"));
                let building = folder.join(format!(".{name}.building"));
                let bytes = message.formatted();
                let written = async {
                    tokio::fs::write(&building, bytes).await?;
                    tokio::fs::rename(&building, &path).await
                };
                written.await.map_err(|error| NotSent {
                    text: format!("folder: {}", error.kind()),
                    for_good: false,
                })
            }
        }
    }

    /// Whether the mail server answers; for `doctor`.
    pub async fn reachable(&self) -> Result<bool, MailError> {
        match &self.way {
            Way::Smtp(transport) => Ok(transport.test_connection().await?),
            Way::Folder(folder) => Ok(tokio::fs::metadata(folder).await?.is_dir()),
        }
    }
}

fn smtp(settings: &SmtpSettings) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let tls = match settings.security {
        Security::Plain => Tls::None,
        Security::StartTls => Tls::Required(TlsParameters::new(settings.host.clone())?),
        Security::Tls => Tls::Wrapper(TlsParameters::new(settings.host.clone())?),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.clone())
        .port(settings.port)
        .tls(tls)
        .timeout(Some(PATIENCE));
    if let Some((user, password)) = &settings.credentials {
        builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
    }
    Ok(builder.build())
}

fn refused(error: &lettre::transport::smtp::Error) -> NotSent {
    let text = match error.status() {
        Some(code) => format!("smtp {code}"),
        None if error.is_timeout() => "smtp: no answer in time".to_owned(),
        None if error.is_tls() => "smtp: TLS failed".to_owned(),
        None if error.is_client() => "smtp: the server lacks what is asked for".to_owned(),
        None => "smtp: no connection".to_owned(),
    };
    NotSent {
        text,
        for_good: error.is_permanent(),
    }
}
