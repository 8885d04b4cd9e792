//! The access log and the figures of HTTP. Neither holds an address, a path with its identifiers, or a name.

use crate::RequestInfo;
use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    response::Response,
};
use std::{sync::Arc, time::Instant};

/// A request on its way.
pub(super) struct Call {
    method: Method,
    info: Option<Arc<RequestInfo>>,
    /// The pattern of the route that answers; none when there is no such route.
    route: Option<MatchedPath>,
    started: Instant,
}

impl Call {
    pub(super) fn of(request: &Request, info: Option<Arc<RequestInfo>>) -> Self {
        Self {
            method: request.method().clone(),
            info,
            route: request.extensions().get::<MatchedPath>().cloned(),
            started: Instant::now(),
        }
    }

    pub(super) fn answered(self, response: &Response) {
        let seconds = self.started.elapsed().as_secs_f64();
        let route = self.route.as_ref().map_or("none", MatchedPath::as_str);
        let status = response.status().as_u16();
        let id = self.info.as_ref().map_or("", |info| info.id.as_str());
        let method = &self.method;
        tracing::info!(target: "access", request_id = %id, %method, route, status, duration_ms = seconds * 1000.0);
        // Methods are labels only when known, so that nobody can fill the memory with invented ones.
        let method = match method.as_str() {
            known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known.to_owned(),
            _ => "other".to_owned(),
        };
        let labels = [
            ("method", method),
            ("route", route.to_owned()),
            ("status", status.to_string()),
        ];
        metrics::counter!("http_requests_total", &labels).increment(1);
        metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(seconds);
    }
}
