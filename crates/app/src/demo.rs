//! The demo: a fictitious region in a folder of its own, people printed on the terminal.

use crate::cli::Demo;
use crate::config::{Config, Durability};
use crate::house::{self, House};
use crate::seed::{self, Login, Passwords};
use crate::serve;
use anyhow::{Context, Result, bail};
use bundles::Bundle;
use std::io::Write;
use std::net::SocketAddr;
use store::params;

/// Provisional password of every demo operator; it must be changed at the first access.
pub const PASSWORD: &str = "provvisoria-demo";
const REGION: &str = include_str!("../demo/region.toml");
/// The pictures it names.
const LOGOS: [(&str, &[u8]); 3] = [
    (
        "stemmi/regione-esempio.svg",
        include_bytes!("../demo/stemmi/regione-esempio.svg"),
    ),
    (
        "stemmi/borgo-esempio.svg",
        include_bytes!("../demo/stemmi/borgo-esempio.svg"),
    ),
    (
        "stemmi/pietraprova.svg",
        include_bytes!("../demo/stemmi/pietraprova.svg"),
    ),
];

/// Runs the demo.
pub(crate) async fn run(options: &Demo) -> Result<()> {
    std::fs::create_dir_all(&options.data)
        .with_context(|| format!("non riesco a creare {}", options.data.display()))?;
    // The port is taken first: addresses in receipts name it, also when any free one will do.
    let listener = serve::listen(SocketAddr::from(([127, 0, 0, 1], options.port))).await?;
    let mut config = Config::demo(&options.data, listener.local_addr()?.port());
    if let Some(url) = &options.postgres {
        config.database.sqlite = None;
        config.database.postgres = Some(url.clone());
    }
    if options.not_durable {
        config.database.durability = Durability::Off;
    }
    for fault in &options.failpoint {
        let (name, hits) = fault
            .split_once('=')
            .with_context(|| format!("guasto non valido: {fault}"))?;
        config.failpoints.push((name.to_owned(), hits.parse()?));
    }
    let house = House::build(config, true).await?;
    prepare(&house).await?;
    let logins = logins(&house).await?;
    let base_url = house.config.server.base_url.clone();
    serve::serve(house, listener, |_| print(&base_url, &logins)).await
}

/// Fills an empty database; refuses one that is not a demo.
pub async fn prepare(house: &House) -> Result<()> {
    let filled = house
        .store
        .query_opt("select id from bodies limit 1", params![])
        .await?
        .is_some();
    match (filled, house::is_demo(&house.store).await?) {
        (true, true) => Ok(()),
        (true, false) => bail!("questo database non è una demo: `sportello demo` non lo tocca"),
        (false, _) => {
            house::stamp_demo(&house.store).await?;
            let bundles = embedded_bundles()?;
            seed::fill(
                house,
                &seed::read(REGION, logo)?,
                &bundles,
                &Passwords::Fixed(PASSWORD),
            )
            .await?;
            Ok(())
        }
    }
}

/// The picture of a path in the demo's own file.
pub fn logo(path: &str) -> Result<Vec<u8>> {
    let found = LOGOS.iter().find(|(known, _)| *known == path);
    let (_, bytes) = found.with_context(|| format!("la demo non ha {path}"))?;
    Ok(bytes.to_vec())
}

/// The bundles that ship with the program.
pub fn embedded_bundles() -> Result<seed::Bundles> {
    let mut bundles = seed::Bundles::new();
    for (key, zip) in BUNDLES {
        let bundle = Bundle::from_archive(zip).map_err(|problems| anyhow::anyhow!("{key}: {problems:?}"))?;
        bundles.insert(bundle.service.key.clone(), bundle);
    }
    Ok(bundles)
}

include!(concat!(env!("OUT_DIR"), "/bundles.rs"));

async fn logins(house: &House) -> Result<Vec<Login>> {
    let sql = "select b.slug, p.username, p.must_change, t.given_name, t.family_name, f.role from passwords p \
               join accounts a on a.id = p.account_id join parties t on t.id = a.party_id \
               join profiles f on f.account_id = a.id join bodies b on b.id = f.body_id order by b.slug, p.username";
    let mut logins = Vec::new();
    for row in house.store.query(sql, params![]).await? {
        let changed = !row.get::<bool>("must_change")?;
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        logins.push(Login {
            body: row.get("slug")?,
            username: row.get("username")?,
            who: format!("{given} {family} ({})", row.get::<String>("role")?),
            password: if changed {
                "quella che hai scelto".to_owned()
            } else {
                PASSWORD.to_owned()
            },
        });
    }
    Ok(logins)
}

fn print(base_url: &str, logins: &[Login]) {
    let mut text = format!("\nSportello, demo: {base_url}\n\n");
    text.push_str("Cittadini: «Accedi» in un ente, poi scegli una persona fittizia.\nOperatori (al primo accesso la password si cambia):\n");
    for login in logins {
        let address = format!("{base_url}/{}/operatori/login", login.body);
        text.push_str(&format!(
            "  {address}\n    {} / {}   {}\n",
            login.username, login.password, login.who
        ));
    }
    text.push_str("\nCtrl+C per fermare.\n");
    let _ = std::io::stdout().write_all(text.as_bytes());
}
