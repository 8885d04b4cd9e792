use std::path::PathBuf;
use std::time::{Duration, Instant};

use kernel::Lang;
use pdf::{Job, Limits, RenderError, Renderer, render_in_process};

use crate::samples;

/// The example `render_child`, built by Cargo beside this test.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let program = here
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("examples/render_child");
    assert!(
        program.exists(),
        "{} is missing: build with --examples",
        program.display()
    );
    program
}

fn renderer(limits: Limits) -> Renderer {
    Renderer::new(program(), limits)
}

fn job(template: &str) -> Job {
    Job::new(template, &(), Lang::It, samples::AT).unwrap()
}

const ENDLESS: &str = "#let turn(n) = for i in range(9999) { for j in range(9999) { for k in range(9999) { n += 1 } } }\n#turn(0)";

fn alive() -> usize {
    let me = std::process::id().to_string();
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let stats = processes.filter_map(|entry| std::fs::read_to_string(entry.path().join("stat")).ok());
    let children = stats.filter(|stat| {
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        stat.contains("(render_child)") && after_name.split_whitespace().nth(1) == Some(&me)
    });
    children.count()
}

#[tokio::test]
async fn the_child_makes_the_same_document() {
    let job = Job::receipt(&samples::receipt(), Lang::It, samples::AT).unwrap();
    let made = renderer(Limits::default()).render(&job).await.unwrap();
    assert!(made == render_in_process(&job).unwrap(), "other bytes");
}

#[tokio::test]
async fn the_child_tells_what_is_wrong_with_a_template() {
    let renderer = renderer(Limits::default());
    let error = renderer.render(&job("#unknown")).await.unwrap_err();
    assert_eq!(error, render_in_process(&job("#unknown")).unwrap_err());
    assert!(matches!(error, RenderError::Template(_)) && !error.is_passing());
    let error = renderer.render(&job("no title")).await.unwrap_err();
    assert!(matches!(error, RenderError::Standard(_)), "{error}");
}

#[tokio::test]
async fn an_endless_template_is_ended_by_its_processor_time() {
    let limits = Limits {
        cpu_seconds: 1,
        ..Limits::default()
    };
    let error = renderer(limits).render(&job(ENDLESS)).await.unwrap_err();
    assert_eq!(error, RenderError::CpuTime);
    assert_eq!(alive(), 0);
}

#[tokio::test]
async fn a_late_document_is_killed_and_reported() {
    let limits = Limits {
        wall: Duration::from_millis(700),
        ..Limits::default()
    };
    let start = Instant::now();
    let error = renderer(limits).render(&job(ENDLESS)).await.unwrap_err();
    assert_eq!(error, RenderError::WallTime);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(alive(), 0);
    assert!(error.is_passing());
}

#[tokio::test]
async fn a_memory_bomb_is_ended_and_reported() {
    let limits = Limits {
        memory_bytes: 256 << 20,
        ..Limits::default()
    };
    let renderer = renderer(limits);
    for bomb in ["#(\"x\" * 4000000000)", "#range(100000000).len()"] {
        let error = renderer.render(&job(bomb)).await.unwrap_err();
        assert_eq!(error, RenderError::Memory, "{bomb}");
    }
    assert_eq!(alive(), 0);
}

#[tokio::test]
async fn endless_recursion_does_not_take_the_parent_along() {
    let error = renderer(Limits::default())
        .render(&job("#let f(x) = f(x + 1)\n#f(0)"))
        .await
        .unwrap_err();
    assert!(!error.is_passing(), "{error}");
}

#[tokio::test]
async fn sizes_of_job_and_document_are_bounded() {
    let limits = Limits {
        input_bytes: 1000,
        output_bytes: 1000,
        ..Limits::default()
    };
    let renderer = renderer(limits);
    let error = renderer.render(&job(&"x".repeat(2000))).await.unwrap_err();
    assert!(
        matches!(error, RenderError::TooLarge { limit: 1000, bytes } if bytes > 2000),
        "{error}"
    );
    let error = renderer
        .render(&job("#set document(title: \"t\")\ntext"))
        .await
        .unwrap_err();
    assert_eq!(error, RenderError::OutputTooLarge { limit: 1000 });
    assert_eq!(alive(), 0);
}

#[tokio::test]
async fn places_are_bounded_and_given_back() {
    let limits = Limits {
        concurrent: 1,
        queue_wait: Duration::from_millis(100),
        wall: Duration::from_millis(1500),
        ..Limits::default()
    };
    let renderer = renderer(limits);
    let (endless, quick) = (job(ENDLESS), job("x"));
    let (first, second) = tokio::join!(renderer.render(&endless), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        renderer.render(&quick).await
    });
    assert_eq!(first, Err(RenderError::WallTime));
    assert_eq!(second, Err(RenderError::Busy));
    assert!(matches!(
        renderer.render(&quick).await,
        Err(RenderError::Standard(_))
    ));
}

#[tokio::test]
async fn a_dropped_render_ends_its_child() {
    let renderer = renderer(Limits::default());
    let endless = job(ENDLESS);
    let dropped = tokio::time::timeout(Duration::from_millis(300), renderer.render(&endless)).await;
    assert!(dropped.is_err());
    for _ in 0..100 {
        if alive() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the child is still there");
}

#[tokio::test]
async fn a_missing_or_foreign_program_is_an_error() {
    let missing = Renderer::new("/nowhere/sportello".into(), Limits::default());
    let error = missing.render(&job("x")).await.unwrap_err();
    assert!(
        matches!(error, RenderError::Process(_)) && error.is_passing(),
        "{error}"
    );
    let foreign = Renderer::new("/bin/true".into(), Limits::default());
    let error = foreign.render(&job("x")).await.unwrap_err();
    assert!(matches!(error, RenderError::Crashed(_)), "{error}");
}
