//! What is measured, one database at a time.

use crate::filling::{self, Filling};
use crate::load::{Each, Measure, Same, play as load};
use crate::machine;
use crate::people::{self, Citizen, Flow, Ready};
use crate::say;
use crate::server::{Place, Process};
use crate::wire::{Wire, request};
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Kind, params};

/// Clients of the transmissions.
const CROWD: usize = 64;
/// How much is done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// How long a measurement lasts, after its warming up.
    pub(crate) most: Duration,
    /// Drafts of each citizen of the crowd: an account may have a hundred open ones.
    pub(crate) drafts: usize,
    /// Times transmissions and their floor are measured, in turn; the median counts.
    pub(crate) times: usize,
    /// Filings and receipts before the memory is looked at again.
    pub(crate) filings: usize,
    pub(crate) papers: usize,
}

/// A measurement.
pub(crate) const WHOLE: Size = Size {
    most: Duration::from_secs(5),
    drafts: 90,
    times: 3,
    filings: 1000,
    papers: 100,
};

/// A rehearsal.
pub(crate) const SMOKE: Size = Size {
    most: Duration::from_secs(2),
    drafts: 24,
    times: 1,
    filings: 160,
    papers: 4,
};

/// Clients of pages.
const READERS: usize = 32;
/// Clients of whole flows.
const FLOWS: usize = 8;

/// Statements that the desk and the sheet take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reads {
    pub(crate) desk: usize,
    pub(crate) sheet: usize,
}

/// A page beside as many keyed reads behind the same axum.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) reads: usize,
    pub(crate) bytes: usize,
    pub(crate) page: Measure,
    pub(crate) floor: Measure,
}

/// All figures of one database.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    pub(crate) kind: Kind,
    pub(crate) load: String,
    pub(crate) rows: String,
    pub(crate) empty: Measure,
    pub(crate) raw: Measure,
    pub(crate) transmission: Measure,
    /// Ratio of each pair, as measured one after the other.
    pub(crate) ratios: Vec<f64>,
    pub(crate) flows: Measure,
    pub(crate) desk: Page,
    pub(crate) sheet: Page,
    pub(crate) filling: Filling,
    pub(crate) pss_start: f64,
    pub(crate) pss_after: f64,
    pub(crate) starts: Vec<Duration>,
}

/// Measures everything on one kind of database.
pub(crate) async fn play(sportello: &Path, kind: Kind, size: &Size, reads: &mut Option<Reads>) -> Figures {
    let most = size.most;
    let machine_load = machine::load();
    say(format_args!("{kind:?}, load {machine_load}"));
    let memory = memory(sportello, kind, size).await;
    let ground = ground(sportello, kind).await;
    let floor = ground.floor();
    let rows = floor.said.clone();
    let empty = load(
        floor.address,
        floor.pid(),
        vec![Same(request("GET", "/empty", "", None)); CROWD],
        most,
    )
    .await;
    let place = Place::new(kind, "house").await;
    let (citizens, fresh, drafts) = crowd(sportello, &place).await;
    let (mut raws, mut transmissions) = (Vec::new(), Vec::new());
    for _ in 0..size.times {
        let copies = people::copy_drafts(&place, &drafts, size.drafts).await;
        raws.push(
            load(
                floor.address,
                floor.pid(),
                vec![Same(request("POST", "/raw", "", None)); CROWD],
                most,
            )
            .await,
        );
        let (house, _) = place.start(sportello);
        let scripts = citizens
            .iter()
            .zip(copies)
            .map(|(citizen, ready)| Each(ready.iter().map(|one| citizen.transmission(one)).collect()));
        transmissions.push(load(house.address, house.pid(), scripts.collect(), most).await);
        house.stop();
    }
    let ratios = transmissions
        .iter()
        .zip(&raws)
        .map(|(ours, raw)| ours.rate() / raw.rate())
        .collect();
    let starts = (0..5).map(|_| started(sportello, &place)).collect();
    let (house, _) = place.start(sportello);
    let flows = fresh.into_iter().map(|citizen| Flow {
        citizen,
        left: usize::MAX,
    });
    let flows = load(house.address, house.pid(), flows.collect(), most).await;
    let reader = reader(&house).await;
    house.stop();
    if reads.is_none() {
        *reads = Some(counted(sportello, &place, &reader).await);
    }
    let reads = reads.expect("the count of reads");
    quiet(&place).await;
    filling::offer(&place).await;
    let (house, _) = place.start(sportello);
    let desk = page(&house, &floor, &desk_of(&reader), reads.desk, most).await;
    let sheet = page(&house, &floor, &sheet_request(), reads.sheet, most).await;
    let filling = filling::play(&house, &floor, &citizens, most).await;
    drop((house, floor));
    place.end().await;
    ground.end().await;
    Figures {
        kind,
        load: machine_load,
        rows,
        empty,
        raw: median(raws),
        transmission: median(transmissions),
        ratios,
        flows,
        desk,
        sheet,
        filling,
        pss_start: memory.0,
        pss_after: memory.1,
        starts,
    }
}

/// The measurement with the middle rate.
fn median(mut measures: Vec<Measure>) -> Measure {
    measures.sort_by(|a, b| a.rate().total_cmp(&b.rate()));
    measures.swap_remove(measures.len() / 2)
}

/// A database with one transmitted application, for the floor.
async fn ground(sportello: &Path, kind: Kind) -> Place {
    let place = Place::new(kind, "ground").await;
    let (house, _) = place.start(sportello);
    let citizen = Citizen::enter(house.address, "SMPDAA80A41H501X").await;
    let mut wire = Wire::open(house.address).await.expect("a connection");
    let ready = citizen.compile(&mut wire).await.expect("a draft");
    let answer = wire.ask(&citizen.transmission(&ready)).await.expect("an answer");
    assert_eq!(answer.status, 200);
    house.stop();
    place
}

/// Logged-in citizens: a crowd with one draft each, and others without (what the crowd does not transmit in time stays
/// among its drafts, of which a person may have only so many). The server is stopped afterwards.
async fn crowd(sportello: &Path, place: &Place) -> (Vec<Citizen>, Vec<Citizen>, Vec<Ready>) {
    let (house, _) = place.start(sportello);
    let mut citizens = Vec::new();
    for code in people::add(place, CROWD + FLOWS).await {
        citizens.push(Citizen::enter(house.address, &code).await);
    }
    let fresh = citizens.split_off(CROWD);
    let mut drafts = Vec::new();
    for citizen in &citizens {
        let mut wire = Wire::open(house.address).await.expect("a connection");
        drafts.push(citizen.compile(&mut wire).await.expect("a draft"));
    }
    house.stop();
    (citizens, fresh, drafts)
}

fn started(sportello: &Path, place: &Place) -> Duration {
    let (house, took) = place.start(sportello);
    house.stop();
    took
}

/// Somebody with five applications and two drafts on the desk.
async fn reader(house: &Process) -> Citizen {
    let own = Citizen::enter(house.address, "PRVBRN75C12H501B").await;
    let mut wire = Wire::open(house.address).await.expect("a connection");
    for nth in 0..7 {
        let ready = own.compile(&mut wire).await.expect("a draft");
        if nth < 5 {
            let answer = wire.ask(&own.transmission(&ready)).await.expect("an answer");
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        }
    }
    own
}

fn desk_of(citizen: &Citizen) -> Vec<u8> {
    request(
        "GET",
        &format!("/{}/pratiche", people::BODY),
        &citizen.cookie,
        None,
    )
}

fn sheet_request() -> Vec<u8> {
    request(
        "GET",
        &format!("/{}/servizi/accesso-atti", people::BODY),
        "",
        None,
    )
}

/// Waiting receipts are put off, so that pages are measured and not the printing of thousands of papers.
async fn quiet(place: &Place) {
    let writer = people::writer(place).await;
    let later = crate::rows::Insert {
        sql: "update outbox set due_at = due_at + 864000000000 where status <> 'done'".to_owned(),
        values: Vec::new(),
    };
    writer.write(vec![later]).await;
}

async fn page(house: &Process, floor: &Process, asked: &[u8], reads: usize, most: Duration) -> Page {
    let mut wire = Wire::open(house.address).await.expect("a connection");
    let answer = wire.ask(asked).await.expect("a page");
    assert_eq!(answer.status, 200);
    let bytes = answer.body.len();
    let page = load(
        house.address,
        house.pid(),
        vec![Same(asked.to_vec()); READERS],
        most,
    )
    .await;
    let same = request("GET", &format!("/reads?times={reads}&bytes={bytes}"), "", None);
    let floor = load(floor.address, floor.pid(), vec![Same(same); READERS], most).await;
    Page {
        reads,
        bytes,
        page,
        floor,
    }
}

/// How many statements a page takes, from the log of the server while nothing else happens.
async fn counted(sportello: &Path, place: &Place, reader: &Citizen) -> Reads {
    quiet(place).await;
    let (server, name) = place.postgres.as_ref().expect("PostgreSQL is measured first");
    server
        .execute(&format!("alter database {name} set log_statement = 'all'"))
        .await
        .expect("a setting");
    let (house, _) = place.start(sportello);
    let url = server.url(name);
    let folder = url
        .split(' ')
        .find_map(|part| part.strip_prefix("host="))
        .expect("a folder")
        .to_owned();
    let log = std::path::PathBuf::from(folder).with_extension("log");
    let mut fewest = [usize::MAX; 2];
    for _ in 0..8 {
        for (which, asked) in [desk_of(reader), sheet_request()].iter().enumerate() {
            let mut wire = Wire::open(house.address).await.expect("a connection");
            let before = selects(&log);
            wire.ask(asked).await.expect("a page");
            tokio::time::sleep(Duration::from_millis(20)).await;
            fewest[which] = fewest[which].min(selects(&log) - before);
        }
    }
    house.stop();
    server
        .execute(&format!("alter database {name} reset log_statement"))
        .await
        .expect("a setting");
    Reads {
        desk: fewest[0],
        sheet: fewest[1],
    }
}

fn selects(log: &Path) -> usize {
    let text = std::fs::read(log).expect("the log of the server");
    let text = String::from_utf8_lossy(&text).to_ascii_lowercase();
    let reads = |line: &&str| {
        line.contains("log:  execute")
            && !line.contains("begin")
            && !line.contains("commit")
            && !line.contains("outbox")
    };
    text.lines().filter(reads).count()
}

/// Memory when it has just started, and after a thousand filings and a hundred receipts.
async fn memory(sportello: &Path, kind: Kind, size: &Size) -> (f64, f64) {
    let place = Place::new(kind, "memory").await;
    let (house, _) = place.start(sportello);
    let codes = people::add(&place, FLOWS).await;
    house.stop();
    let (house, _) = place.start(sportello);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let start = machine::pss(house.pid());
    let mut flows = Vec::new();
    for code in codes {
        let citizen = Citizen::enter(house.address, &code).await;
        flows.push(Flow {
            citizen,
            left: size.filings / FLOWS,
        });
    }
    load(house.address, house.pid(), flows, Duration::from_secs(300)).await;
    let store = place.store().await;
    let patience = Instant::now() + Duration::from_secs(300);
    loop {
        assert!(Instant::now() < patience, "the papers are not being printed");
        let papers = "select count(*) as n from documents where kind = 'receipt' and file_id is not null";
        let made: usize = store.query(papers, params![]).await.expect("papers")[0]
            .get("n")
            .expect("a number");
        if made >= size.papers {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let filed: usize = store
        .query("select count(*) as n from cases", params![])
        .await
        .expect("cases")[0]
        .get("n")
        .expect("a number");
    assert_eq!(filed, size.filings);
    store.close().await;
    let after = machine::pss(house.pid());
    drop(house);
    place.end().await;
    (start, after)
}
