//! Serving: pages, health, metrics, the worker, and an orderly end.

use crate::house::House;
use anyhow::{Context, Result};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::OnceLock;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// The one recorder of this process.
static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();

/// Starts collecting metrics; a second call changes nothing.
pub fn collect_metrics() {
    if METRICS.get().is_none()
        && let Ok(handle) = PrometheusBuilder::new().install_recorder()
    {
        let _ = METRICS.set(handle);
    }
}

/// Routes of the installation itself.
pub fn own_routes(house: House) -> Router {
    let public_metrics = house.config.server.metrics_listen.is_none() && house.demo;
    let mut routes = Router::new()
        .route("/health", get(health))
        .route("/api/openapi.json", get(openapi));
    if public_metrics {
        routes = routes.route("/metrics", get(metrics));
    }
    routes.with_state(house)
}

/// 200 only when database and file store answer.
async fn health(State(house): State<House>) -> Response {
    let (database, files) = (house.store.ping().await.is_ok(), house.files.ping().await.is_ok());
    let status = if database && files {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = serde_json::json!({ "database": database, "files": files });
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

async fn openapi() -> Response {
    Json(cases::openapi()).into_response()
}

async fn metrics(State(_): State<House>) -> Response {
    let text = METRICS.get().map(PrometheusHandle::render).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// Takes an address; port 0 takes a free one.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("non riesco ad ascoltare su {address}"))
}

/// Serves until told to stop. `ready` is called with the address once requests are answered.
pub async fn serve(house: House, listener: TcpListener, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_signal().await;
        let _ = stop.send(true);
    });
    let worker = house.worker(program()?)?;
    let working = tokio::spawn({
        let stopped = until(stopped.clone());
        async move { worker.run_until(stopped).await }
    });
    if let Some(listen) = house.config.server.metrics_listen {
        tokio::spawn(serve_metrics(listen, house.clone()));
    }
    let service = house.router().into_make_service_with_connect_info::<SocketAddr>();
    ready(address);
    axum::serve(listener, service)
        .with_graceful_shutdown(until(stopped))
        .await?;
    working.await?;
    house.store.close().await;
    Ok(())
}

/// This program, which also makes the PDFs.
fn program() -> Result<PathBuf> {
    std::env::current_exe().context("non trovo il mio stesso programma")
}

async fn until(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

async fn wait_for_signal() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
    tracing::info!("stopping");
}

/// Metrics on an address of their own, off the public port.
async fn serve_metrics(listen: SocketAddr, house: House) {
    let routes = Router::new().route("/metrics", get(metrics)).with_state(house);
    match TcpListener::bind(listen).await {
        Ok(listener) => {
            if let Err(error) = axum::serve(listener, routes).await {
                tracing::error!(%error, "metrics ended");
            }
        }
        Err(error) => tracing::error!(%error, %listen, "metrics cannot be served"),
    }
}
