//! What a visitor downloads, weighed and held against its budget.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::weight::Weight;
use crate::{bundle, child, place};

/// The site that is weighed: the one with the most services, in its default language.
const SITE: &str = "ngager";

/// The site that had another consent system before, for what only such a site's visitors download.
const MOVED: &str = "netdialog";

/// The first site with the IAB's answers, for what only such a site's visitors download.
const IAB: &str = "ngager with iab";

/// The site with the most content of others, for what only such a site's visitors download.
const EMBEDS: &str = "nordicexperts";

/// What a part may weigh, and the files of a site it is made of: how their names begin and end around the hash.
struct Part {
    name: &'static str,
    budget: usize,
    site: &'static str,
    files: &'static [(&'static str, &'static str)],
}

const LOADER: (&str, &str) = ("consent", ".js");
const ENGINE: (&str, &str) = ("engine.sv-", ".js");

/// Budgets are bytes after brotli; they may only fall.
const PARTS: &[Part] = &[
    Part {
        name: "loader",
        budget: 5_000,
        site: SITE,
        files: &[LOADER],
    },
    Part {
        name: "engine",
        budget: 12_000,
        site: SITE,
        files: &[ENGINE],
    },
    Part {
        name: "first_visit",
        budget: 17_000,
        site: SITE,
        files: &[LOADER, ENGINE],
    },
    // Fetched once a decision is made, and counted by itself.
    Part {
        name: "record",
        budget: 3_000,
        site: SITE,
        files: &[("record-", ".js")],
    },
    // Fetched once, by those who have answered the site's earlier consent system.
    Part {
        name: "import",
        budget: 19_000,
        site: MOVED,
        files: &[("import-", ".js")],
    },
    // Where content of others stands in a site's pages: with every page, and while some of it is held.
    Part {
        name: "loader_embeds",
        budget: 5_400,
        site: EMBEDS,
        files: &[LOADER],
    },
    Part {
        name: "embed",
        budget: 3_500,
        site: EMBEDS,
        files: &[("embed.sv-", ".js")],
    },
    // Where a site offers the IAB's answers: with every page, and when the strings of what holds are not yet kept.
    Part {
        name: "loader_iab",
        budget: 6_800,
        site: IAB,
        files: &[LOADER],
    },
    Part {
        name: "iab",
        budget: 11_500,
        site: IAB,
        files: &[("iab-", ".js")],
    },
    Part {
        name: "banner",
        budget: 95_000,
        site: SITE,
        files: &[("banner-", ".js"), ("banner-", ".wasm"), ("notice.sv-", ".bin")],
    },
];

/// Bundles, builds the site and weighs it.
pub(crate) fn run(json: bool) -> Result<ExitCode> {
    bundle::run()?;
    weigh_site(json)
}

/// Builds the site from the bundle that is there, and weighs it. Fails when a budget is exceeded.
pub(crate) fn weigh_site(json: bool) -> Result<ExitCode> {
    let configs = [
        (SITE, demo_config(SITE)?),
        (MOVED, demo_config(MOVED)?),
        (EMBEDS, demo_config(EMBEDS)?),
        (IAB, with_iab(&demo_config(SITE)?)?),
    ];
    let sites = configs.map(|(site, config)| Ok((site, weighed(&built_site(site, &config)?)?)));
    let sites = sites.into_iter().collect::<Result<Sites>>()?;
    let parts = PARTS
        .iter()
        .map(|part| part.of(&sites))
        .collect::<Result<Vec<_>>>()?;
    if json {
        println!("{:#}", as_json(&parts));
    } else {
        print_table(&parts, &sites);
    }
    let heavy: Vec<_> = parts.iter().filter(|part| part.excess() > 0).collect();
    for part in &heavy {
        eprintln!(
            "{} is {} bytes over its budget of {}",
            part.name,
            part.excess(),
            part.budget
        );
    }
    Ok(ExitCode::from(u8::from(!heavy.is_empty())))
}

/// The files of each site by name.
type Sites = BTreeMap<&'static str, Files>;

/// Files by name.
type Files = Vec<(String, Weight)>;

/// The config of a site of the demo.
fn demo_config(site: &str) -> Result<String> {
    let file = place::root().join("demo/sites").join(site).join("consent.json");
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// The same with the IAB's answers in it, for one of the services.
fn with_iab(config: &str) -> Result<String> {
    let mut config: Value = serde_json::from_str(config)?;
    config["iab"] = json!({
        "cmpId": 880, "publisherCountry": "SE", "vendorListVersion": 175, "tcf": true,
    });
    let vendor = json!({ "vendor": 755, "purposes": [1, 7, 8], "legitimateInterest": [9, 10] });
    for service in config["services"].as_array_mut().into_iter().flatten() {
        if service == "google-analytics" {
            *service = json!({ "use": "google-analytics", "iab": vendor });
        }
    }
    Ok(config.to_string())
}

/// Builds a site from a copy of its config: what `consent build` keeps beside a config is not to be found by the next
/// one that reads the demo's.
fn built_site(site: &str, config: &str) -> Result<PathBuf> {
    let folder = place::root().join("target/sizes").join(site);
    // Files carry a hash in their name; those of an older build would lie beside the new ones.
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = folder.join("consent.json");
    fs::write(&file, config).with_context(|| format!("cannot write {}", file.display()))?;
    let built = folder.join("built");
    child::run(
        child::ours("consent")?
            .arg("build")
            .arg(&file)
            .arg("--out")
            .arg(&built),
    )?;
    Ok(built)
}

/// A part with what it weighs now.
struct Weighed {
    name: &'static str,
    budget: usize,
    weight: Weight,
}

impl Weighed {
    fn excess(&self) -> usize {
        self.weight.brotli.saturating_sub(self.budget)
    }
}

impl Part {
    fn of(&self, sites: &Sites) -> Result<Weighed> {
        let mut weight = Weight::default();
        let files = sites.get(self.site).map_or(&[][..], Vec::as_slice);
        for (begins, ends) in self.files {
            let mut found = files.iter().filter(|(name, _)| is_hashed(name, begins, ends));
            let Some((_, file)) = found.next() else {
                bail!(
                    "the built site has no {begins}*{ends}, which {} is made of",
                    self.name
                );
            };
            if let Some((other, _)) = found.next() {
                bail!("the built site has more than one {begins}*{ends}: also {other}");
            }
            weight = weight + *file;
        }
        Ok(Weighed {
            name: self.name,
            budget: self.budget,
            weight,
        })
    }
}

/// Whether a name is `begins`, a hash (which has no dot; `consent.en.js` is another file) and `ends`.
fn is_hashed(name: &str, begins: &str, ends: &str) -> bool {
    name.strip_prefix(begins)
        .and_then(|rest| rest.strip_suffix(ends))
        .is_some_and(|hash| !hash.contains('.'))
}

fn weighed(folder: &Path) -> Result<Files> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, Weight::of(&fs::read(entry.path())?)?));
        }
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(files)
}

fn as_json(parts: &[Weighed]) -> Value {
    let one = |part: &Weighed| {
        let Weight { raw, gzip, brotli } = part.weight;
        (
            part.name.to_owned(),
            json!({ "raw": raw, "gzip": gzip, "brotli": brotli, "budget": part.budget }),
        )
    };
    Value::Object(parts.iter().map(one).collect())
}

fn print_table(parts: &[Weighed], sites: &Sites) {
    println!(
        "{:<36}{:>9}{:>9}{:>9}{:>9}",
        "", "raw", "gzip", "brotli", "budget"
    );
    let line = |name: &str, Weight { raw, gzip, brotli }: Weight, budget: &str| {
        println!("{name:<36}{raw:>9}{gzip:>9}{brotli:>9}{budget:>9}");
    };
    for part in parts {
        line(part.name, part.weight, &part.budget.to_string());
    }
    for (site, files) in sites {
        println!("\n{site}");
        for (name, weight) in files {
            line(name, *weight, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites() -> Sites {
        let file = |name: &str, brotli| {
            (
                name.to_owned(),
                Weight {
                    raw: brotli * 3,
                    gzip: brotli + 100,
                    brotli,
                },
            )
        };
        let site = vec![
            file("consent.js", 4_900),
            file("consent.en.js", 4_800),
            file("engine.sv-0a1b2c3d.js", 12_200),
            file("engine.en-0a1b2c3e.js", 9_000),
            file("record-0a1b2c3d.js", 2_900),
            file("banner-11112222.js", 3_000),
            file("banner-33334444.wasm", 80_000),
            file("notice.sv-55556666.bin", 2_000),
        ];
        let moved = vec![file("consent.js", 5_100), file("import-0a1b2c3d.js", 19_000)];
        let embeds = vec![file("consent.js", 5_050), file("embed.sv-0a1b2c3d.js", 2_400)];
        let iab = vec![file("consent.js", 6_600), file("iab-0a1b2c3d.js", 10_800)];
        BTreeMap::from([(SITE, site), (MOVED, moved), (EMBEDS, embeds), (IAB, iab)])
    }

    fn parts() -> Vec<Weighed> {
        PARTS.iter().map(|part| part.of(&sites()).unwrap()).collect()
    }

    #[test]
    fn parts_are_the_sums_of_their_files_in_the_default_language() {
        let brotli: Vec<_> = parts()
            .iter()
            .map(|part| (part.name, part.weight.brotli))
            .collect();
        assert_eq!(
            brotli,
            [
                ("loader", 4_900),
                ("engine", 12_200),
                ("first_visit", 17_100),
                ("record", 2_900),
                ("import", 19_000),
                ("loader_embeds", 5_050),
                ("embed", 2_400),
                ("loader_iab", 6_600),
                ("iab", 10_800),
                ("banner", 85_000)
            ]
        );
    }

    #[test]
    fn only_what_is_over_its_budget_is_in_excess() {
        let excess: Vec<_> = parts().iter().map(Weighed::excess).collect();
        assert_eq!(excess, [0, 200, 100, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn json_has_every_part_with_four_numbers_each() {
        let json = as_json(&parts());
        assert_eq!(
            json["engine"],
            json!({ "raw": 36_600, "gzip": 12_300, "brotli": 12_200, "budget": 12_000 })
        );
        assert_eq!(json.as_object().unwrap().len(), PARTS.len());
    }

    #[test]
    fn a_missing_or_doubled_file_is_an_error_and_not_a_light_site() {
        let engine = |change: &dyn Fn(&mut Files)| {
            let mut sites = sites();
            change(sites.get_mut(SITE).unwrap());
            PARTS[1].of(&sites)
        };
        assert!(engine(&|files| files.retain(|(name, _)| !name.starts_with("engine.sv"))).is_err());
        let other = || ("engine.sv-ffffffff.js".to_owned(), Weight::default());
        assert!(engine(&|files| files.push(other())).is_err());
        assert!(engine(&|_| ()).is_ok());
        assert!(PARTS[1].of(&Sites::new()).is_err());
    }
}
