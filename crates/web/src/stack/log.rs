//! The access log and the figures of HTTP. Neither holds an address, a path with its identifiers, or a name.

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

/// The pattern of the route that answered.
#[derive(Clone, Debug)]
pub(super) struct Route(String);

/// Inside the router: hands the pattern of the route to the layers outside.
pub(super) async fn remember_route(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| Route(path.as_str().to_owned()));
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

pub(super) async fn access(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let id = crate::submission::info(&request)
        .map(|info| info.id.clone())
        .unwrap_or_default();
    let started = Instant::now();
    let response = next.run(request).await;
    let seconds = started.elapsed().as_secs_f64();
    let route = response
        .extensions()
        .get::<Route>()
        .map_or("none", |route| route.0.as_str());
    let status = response.status().as_u16();
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
    response
}
