//! One run: start, load, death, check, again.

use crate::check;
use crate::citizen::{BODIES, Citizen, Filed, Lost, PEOPLE, Ready};
use crate::place::Place;
use crate::plan::{self, Death};
use crate::program::{self, Program};
use files::Files;
use kernel::SeededRandom;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;
use tokio::task::JoinSet;

/// How long a failpoint may take to be reached. Long, because nothing fails by being slow: a debug build prints a paper a
/// second on an idle machine, and a tenth of that on a busy one.
const PATIENCE: Duration = Duration::from_secs(150);
/// Transmissions of one burst.
const BURST: usize = 12;
/// Citizens who go on compiling drafts meanwhile.
const COMPILING: usize = 4;
/// Drafts made ready at a time.
const STOCK: usize = 108;
/// Rounds between two whole verifications.
const VERIFY_EVERY: usize = 12;

/// A citizen with a draft that lacks only the transmission.
type Waiting = (Citizen, Ready);

/// What a run knows and has seen.
pub(crate) struct Run {
    place: Place,
    seed: u64,
    random: SeededRandom,
    kills: usize,
    citizens: Vec<Citizen>,
    /// Ready drafts nobody has transmitted yet.
    stock: Vec<Waiting>,
    /// Drafts whose transmission was sent and not answered: sent again to the next server.
    unanswered: Vec<Waiting>,
    /// Drafts that were being compiled: thrown away in peace, because an account may have a hundred open ones only.
    left: Vec<(Citizen, String)>,
    acknowledged: Vec<Filed>,
    mark: Arc<AtomicU64>,
    /// Kills that met requests, and among them those that met transmissions.
    in_flight: usize,
    transmitting: usize,
    hit: Vec<&'static str>,
}

/// What a burst left.
#[derive(Default)]
struct Burst {
    filed: Vec<Filed>,
    unanswered: Vec<Waiting>,
    untouched: Vec<Waiting>,
    /// Drafts that were being compiled.
    left: Vec<(Citizen, String)>,
    /// Requests that were sent and never answered.
    lost: usize,
}

impl Run {
    pub(crate) fn new(place: Place, seed: u64, kills: usize) -> Self {
        let citizens = BODIES
            .iter()
            .flat_map(|body| PEOPLE.map(|person| Citizen::new(body, person)));
        Self {
            place,
            seed,
            random: SeededRandom::new(seed),
            kills,
            citizens: citizens.collect(),
            stock: Vec::new(),
            unanswered: Vec::new(),
            left: Vec::new(),
            acknowledged: Vec::new(),
            mark: Arc::default(),
            in_flight: 0,
            transmitting: 0,
            hit: Vec::new(),
        }
    }

    /// Kills as often as planned, then checks that everything is whole.
    pub(crate) async fn execute(mut self) {
        eprintln!("CRASH_SEED={}", self.seed);
        self.enter().await;
        let deaths = plan::deaths(&self.random, self.kills);
        for (round, death) in deaths.iter().enumerate() {
            if self.stock.len() < BURST {
                self.restock().await;
            }
            self.round(*death).await;
            self.check(round % VERIFY_EVERY == VERIFY_EVERY - 1).await;
        }
        self.everybody_gets_an_answer().await;
        self.check(true).await;
        let (whole, said) = program::run(
            program::sportello()
                .arg("verify")
                .arg("--config")
                .arg(self.place.config()),
        );
        assert!(whole, "CRASH_SEED={}: {said}", self.seed);
        self.tell(deaths.len());
        self.place.end().await;
    }

    async fn enter(&mut self) {
        let server = Program::start(self.place.demo()).expect("the first start");
        for citizen in &self.citizens {
            citizen.enter(&server.url).await.expect("a login");
        }
    }

    /// Makes drafts ready on a server that nothing happens to; it is killed all the same when they are.
    async fn restock(&mut self) {
        let server = Program::start(self.place.demo()).expect("a start");
        for (citizen, draft) in self.left.drain(..) {
            match citizen.drop_draft(&server.url, &draft).await {
                // Gone already: its answer was lost, not its end.
                Ok(()) | Err(Lost::Wrong(404, _)) => {}
                Err(other) => panic!("a draft is not thrown away: {other:?}"),
            }
        }
        let mut making = JoinSet::new();
        for lane in 0..self.citizens.len() {
            let (citizen, url, mark) = (self.citizens[lane].clone(), server.url.clone(), self.mark.clone());
            making.spawn(async move {
                let mut made = Vec::new();
                for nth in 0..STOCK / (BODIES.len() * PEOPLE.len()) {
                    let mark = (nth % 3 == 0).then(|| mark.fetch_add(1, SeqCst));
                    let ready = citizen
                        .prepare(&url, mark)
                        .await
                        .expect("a draft on a healthy server");
                    made.push((citizen.clone(), ready));
                }
                made
            });
        }
        while let Some(made) = making.join_next().await {
            self.stock.extend(made.expect("drafts"));
        }
    }

    async fn round(&mut self, death: Death) {
        let mut command = self.place.demo();
        if let Death::At(name, hits) = death {
            command.arg("--failpoint").arg(format!("{name}={hits}"));
        }
        let mut server = match (Program::start(command), death) {
            (Ok(server), _) => server,
            // The worker passed the failpoint before the first request: a kill like any other, with nothing in flight.
            (Err(ended), Death::At(name, _)) if ended.was_killed() => {
                self.hit.push(name);
                return;
            }
            (Err(ended), _) => panic!(
                "CRASH_SEED={}: it does not start again: {}: {}",
                self.seed, ended.status, ended.said
            ),
        };
        let mut waiting = std::mem::take(&mut self.unanswered);
        while waiting.len() < BURST
            && let Some(next) = self.stock.pop()
        {
            waiting.push(next);
        }
        let compiling = self.citizens[..COMPILING].to_vec();
        self.citizens.rotate_left(COMPILING);
        let burst = tokio::spawn(burst(server.url.clone(), waiting, compiling, self.mark.clone()));
        match death {
            Death::After(millis) => {
                tokio::time::sleep(Duration::from_millis(millis)).await;
                server.kill();
            }
            Death::At(name, hits) => {
                let died = server.dies_within(PATIENCE).await;
                assert!(
                    died,
                    "CRASH_SEED={}: {name} was not passed {hits} times",
                    self.seed
                );
                self.hit.push(name);
            }
        }
        let burst = burst.await.expect("a burst");
        self.in_flight += usize::from(burst.lost > 0);
        self.transmitting += usize::from(!burst.unanswered.is_empty());
        self.acknowledged.extend(burst.filed);
        self.unanswered = burst.unanswered;
        self.stock.extend(burst.untouched);
        self.left.extend(burst.left);
    }

    async fn check(&self, whole: bool) {
        let store = self.place.store().await;
        let mut faults = check::check(&store, &self.acknowledged).await;
        if whole {
            let files: Files = check::files(self.place.data());
            faults.extend(check::check_files(&store, &files, &self.acknowledged).await);
            faults.extend(check::verify(&store, &files).await);
        }
        store.close().await;
        assert!(faults.is_empty(), "CRASH_SEED={}: {faults:#?}", self.seed);
    }

    /// Transmitting again tells everybody what was filed: no draft became two cases, whatever was answered before.
    async fn everybody_gets_an_answer(&mut self) {
        let mut server = Program::start(self.place.demo()).expect("the last start");
        for (citizen, ready) in std::mem::take(&mut self.unanswered) {
            let filed = citizen
                .transmit(&server.url, &ready)
                .await
                .expect("an answer after the restart");
            self.acknowledged.push(filed);
        }
        let mut drafts: Vec<&String> = self.acknowledged.iter().map(|filed| &filed.draft).collect();
        let all = drafts.len();
        drafts.sort();
        drafts.dedup();
        assert_eq!(drafts.len(), all, "a draft was acknowledged twice");
        assert!(server.stop().success(), "an orderly stop is no failure");
        let store = self.place.store().await;
        let row = store::Read::query_opt(&store, "select count(*) as n from cases", store::params![]).await;
        let cases: usize = row.expect("a count").expect("a row").get("n").expect("a number");
        store.close().await;
        assert_eq!(cases, all, "cases nobody was told of");
    }

    fn tell(&self, deaths: usize) {
        let seed = self.seed;
        eprintln!(
            "{deaths} kills, {} with requests in flight ({} with transmissions), {} transmissions acknowledged",
            self.in_flight,
            self.transmitting,
            self.acknowledged.len()
        );
        for name in plan::FAILPOINTS {
            let times = self.hit.iter().filter(|hit| **hit == name).count();
            assert!(
                times >= plan::EACH,
                "CRASH_SEED={seed}: {name} was hit {times} times"
            );
        }
        assert!(
            self.in_flight * 5 >= deaths * 4,
            "CRASH_SEED={seed}: only {} of {deaths} kills met requests in flight",
            self.in_flight
        );
    }
}

/// Transmits everything at once while other citizens go on compiling, until the server is gone.
async fn burst(url: String, waiting: Vec<Waiting>, citizens: Vec<Citizen>, mark: Arc<AtomicU64>) -> Burst {
    let mut compiling = JoinSet::new();
    for citizen in citizens {
        let (url, mark) = (url.clone(), mark.clone());
        compiling.spawn(async move { compile(citizen, &url, &mark).await });
    }
    let mut transmitting = JoinSet::new();
    for (citizen, ready) in waiting {
        let url = url.clone();
        transmitting.spawn(async move {
            let answer = citizen.transmit(&url, &ready).await;
            (citizen, ready, answer)
        });
    }
    let mut burst = Burst::default();
    while let Some(ended) = transmitting.join_next().await {
        let (citizen, ready, answer) = ended.expect("a transmission");
        match answer {
            Ok(filed) => burst.filed.push(filed),
            Err(Lost::Refused) => burst.untouched.push((citizen, ready)),
            Err(Lost::Unanswered) => {
                burst.lost += 1;
                burst.unanswered.push((citizen, ready));
            }
            Err(Lost::Wrong(status, text)) => panic!("a transmission was answered {status}: {text}"),
        }
    }
    while let Some(ended) = compiling.join_next().await {
        let (left, lost) = ended.expect("a citizen");
        burst.left.extend(left);
        match lost {
            Lost::Unanswered => burst.lost += 1,
            Lost::Refused => {}
            Lost::Wrong(status, text) => panic!("a draft was answered {status}: {text}"),
        }
    }
    burst
}

/// Compiles and throws away until the server is gone; answers the draft in hand and how the end showed itself.
async fn compile(citizen: Citizen, url: &str, mark: &AtomicU64) -> (Option<(Citizen, String)>, Lost) {
    loop {
        let draft = match citizen.start(url).await {
            Ok(draft) => draft,
            Err(lost) => return (None, lost),
        };
        let whole = async {
            let attached = citizen.attach(url, &draft, mark.fetch_add(1, SeqCst)).await?;
            citizen.fill(url, &draft, Some(attached)).await?;
            citizen.drop_draft(url, &draft).await
        };
        if let Err(lost) = whole.await {
            return (Some((citizen, draft)), lost);
        }
    }
}
