//! The office's lists: what waits, what expires this week, whose it is.

use crate::model::CaseSummary;
use crate::repo::cases::{self as rows, Assignee, QUEUE_PAGE, QueueFilter};
use crate::{Cases, Filing};
use bodies::{Action, Actor, policy};
use jiff::ToSpan;
use kernel::{Error, Result};

/// One page of the queue.
pub struct QueuePage {
    /// Cases, the most urgent first.
    pub cases: Vec<CaseSummary>,
    /// Whether there are more.
    pub more: bool,
    /// Rows a page has.
    pub page_size: i64,
}

impl Cases {
    /// The cases an officer may see, narrowed by a filter.
    pub async fn queue(&self, filing: &Filing<'_>, filter: &QueueFilter) -> Result<QueuePage> {
        self.list(filing, Action::SeeQueue, filter).await
    }

    /// The running cases due within seven days or already overdue, the most urgent first, from an offset on. A suspended
    /// term does not expire: its case is not among them.
    pub async fn expiring_this_week(&self, filing: &Filing<'_>, offset: i64) -> Result<QueuePage> {
        let week = filing
            .received_at
            .rome_date()
            .checked_add(7.days())
            .map_err(Error::internal)?;
        let filter = QueueFilter {
            due_by: Some(week),
            assignee: Assignee::Anyone,
            offset,
            ..QueueFilter::default()
        };
        self.list(filing, Action::SeeDeadlines, &filter).await
    }

    async fn list(&self, filing: &Filing<'_>, action: Action, filter: &QueueFilter) -> Result<QueuePage> {
        if matches!(filing.actor, Actor::Nobody) {
            return Err(Error::LoginRequired);
        }
        let scope = policy::scope(filing.actor, action, filing.body.id);
        if scope.is_empty() {
            return Err(Error::Forbidden);
        }
        let (cases, more) = rows::queue(&self.store, filing.body.id, scope.case_predicate(), filter).await?;
        Ok(QueuePage {
            cases,
            more,
            page_size: QUEUE_PAGE,
        })
    }
}
