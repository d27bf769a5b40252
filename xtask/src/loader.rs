//! The page's scripts: TypeScript files in the order of their `tsconfig.json`, joined into one and minified.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::script::{self, Kind};

/// What only some sites need of the loader: each is there with and without it, and nobody pays for what is not theirs.
/// The name of one is part of its loader's file name, and its constant stands in the loader's source.
pub(crate) const EXTRAS: &[(&str, &str)] = &[
    // Answers of the IAB's frameworks, which other scripts on the pages ask for.
    ("iab", "__IAB__"),
    // Answers given to another system, which the site had before.
    ("import", "__IMPORT__"),
    // More than one language.
    ("languages", "__LANGUAGES__"),
    // Pages that change their language without loading again.
    ("live", "__LIVE__"),
    // Elements that carry other systems' markers.
    ("markers", "__MARKERS__"),
    // Content of others that stands in the pages, and placeholders while it is held.
    ("embeds", "__EMBEDS__"),
    // Something else than opt-in, for everybody or in some regions.
    ("regimes", "__REGIMES__"),
];

/// A set of extras, a bit each.
pub(crate) type Extras = usize;

/// How many sets of extras there are, the empty one first.
pub(crate) const SETS: Extras = 1 << EXTRAS.len();

/// The file name of the loader with these extras: `loader.js`, `loader.import.markers.js`.
pub(crate) fn name(extras: Extras) -> String {
    let chosen = EXTRAS
        .iter()
        .enumerate()
        .filter(|(bit, _)| extras >> bit & 1 == 1);
    let names: String = chosen.map(|(_, (name, _))| format!(".{name}")).collect();
    format!("loader{names}.js")
}

/// A script of the page that is joined from several files.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// On every page view.
    Loader(Extras),
    /// Only when there is something to decide.
    Engine,
    /// Only when somebody has answered another system before.
    Import,
    /// Only when something has been decided.
    Record,
    /// Only where something that stands in the page is held.
    Embed,
    /// Only on sites that offer the IAB's strings, when those of what holds are not yet kept.
    Iab,
}

impl Part {
    fn kind(self) -> Kind {
        match self {
            Self::Loader(_) => Kind::ClassicTypeScript,
            Self::Engine | Self::Import | Self::Record | Self::Embed | Self::Iab => Kind::ModuleTypeScript,
        }
    }

    /// What stands around the files. The loader is one function: nothing leaks into the page, and every name
    /// may be shortened. A module is that by itself.
    fn around(self) -> (Cow<'static, str>, &'static str) {
        match self {
            Self::Loader(extras) => {
                let constants = EXTRAS
                    .iter()
                    .enumerate()
                    .map(|(bit, (_, constant))| format!("const {constant}={};", extras >> bit & 1 == 1));
                (
                    format!("(()=>{{{}\n", constants.collect::<String>()).into(),
                    "})();\n",
                )
            }
            Self::Engine | Self::Import | Self::Record | Self::Embed | Self::Iab => ("".into(), ""),
        }
    }

    /// Whether a file is left out: one that is called like an extra is only in the loaders with it.
    fn leaves_out(self, file: &str) -> bool {
        let of = EXTRAS
            .iter()
            .position(|(name, _)| file.strip_suffix(".ts") == Some(name));
        match (self, of) {
            (Self::Loader(extras), Some(bit)) => extras >> bit & 1 == 0,
            _ => false,
        }
    }

    /// Where `consent build` pastes what is the site's own.
    fn places(self) -> &'static [&'static str] {
        match self {
            Self::Loader(_) => &["__CONSENT__"],
            Self::Engine | Self::Import | Self::Iab => &["__WASM__", "__SITE__"],
            Self::Record => &["__RECORD__"],
            Self::Embed => &["__SITE__"],
        }
    }
}

/// Joins and minifies the files of `folder`/tsconfig.json.
pub(crate) fn joined(folder: &Path, part: Part) -> Result<String> {
    let config_path = folder.join("tsconfig.json");
    let config = read(&config_path)?;
    let mut joined = Joined {
        part,
        text: String::new(),
        parts: Vec::new(),
    };
    for name in ordered(&config).with_context(|| format!("in {}", config_path.display()))? {
        if part.leaves_out(&name) {
            continue;
        }
        let path = folder.join(name);
        let text = read(&path)?;
        // Each file by itself first: an unclosed brace is then told where it is, not where the last file ends.
        script::check(&text, part.kind(), &path)?;
        joined.push(path, &text);
    }
    let script = script::minify(&joined.wrapped(), part.kind(), |at| joined.place(at))?;
    for place in part.places() {
        placed_once(&script, place)?;
    }
    Ok(script)
}

/// One classic TypeScript file by itself; the names of its functions stay.
pub(crate) fn alone(path: &Path) -> Result<String> {
    let text = read(path)?;
    script::minify(&text, Kind::ClassicTypeScript, |at| {
        script::place(path, &text, at)
    })
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The script files that a `tsconfig.json` lists, in its order. Files of mere declarations are left out.
fn ordered(config: &str) -> Result<Vec<String>> {
    let config: serde_json::Value = serde_json::from_str(config).context("plain JSON is expected")?;
    let files = config["files"]
        .as_array()
        .context("it needs \"files\", in the order they are joined")?;
    let mut names = Vec::new();
    for file in files {
        let name = file.as_str().context("\"files\" may hold only names")?;
        if !name.ends_with(".d.ts") {
            names.push(name.to_owned());
        }
    }
    if names.is_empty() {
        bail!("\"files\" names no script");
    }
    Ok(names)
}

fn placed_once(script: &str, place: &str) -> Result<()> {
    match script.matches(place).count() {
        1 => Ok(()),
        found => bail!(
            "the minified script has {place} {found} times where `consent build` needs exactly one; \
             read it once, into a constant"
        ),
    }
}

/// The files in a row, remembering where each begins.
struct Joined {
    part: Part,
    text: String,
    parts: Vec<(usize, PathBuf)>,
}

impl Joined {
    fn push(&mut self, path: PathBuf, text: &str) {
        self.parts.push((self.text.len(), path));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn wrapped(&self) -> String {
        {
            let (opening, closing) = self.part.around();
            format!("{opening}{}{closing}", self.text)
        }
    }

    /// The file, line and column of an offset in the wrapped text.
    fn place(&self, wrapped_at: usize) -> String {
        let at = wrapped_at
            .saturating_sub(self.part.around().0.len())
            .min(self.text.len());
        let part = self.parts.partition_point(|(start, _)| *start <= at);
        match part.checked_sub(1).map(|index| &self.parts[index]) {
            Some((start, path)) => script::place(path, &self.text[*start..], at - start),
            None => "loader".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of loader sources, gone again when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn of(name: &str, files: &[(&str, &str)]) -> Self {
            let path = std::env::temp_dir().join(format!("loader-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            for (file, text) in files {
                fs::write(path.join(file), text).unwrap();
            }
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    const CONFIG: (&str, &str) = ("tsconfig.json", r#"{"files": ["types.d.ts", "b.ts", "a.ts"]}"#);

    #[test]
    fn the_order_is_the_config_s_and_declarations_are_left_out() {
        assert_eq!(ordered(CONFIG.1).unwrap(), ["b.ts", "a.ts"]);
        assert!(ordered("{}").is_err());
        assert!(ordered(r#"{"files": ["types.d.ts"]}"#).is_err());
    }

    #[test]
    fn each_set_of_extras_has_its_own_loader() {
        assert_eq!(name(0), "loader.js");
        assert_eq!(name(3), "loader.iab.import.js");
        let names: std::collections::BTreeSet<_> = (0..SETS).map(name).collect();
        assert_eq!(names.len(), SETS);
        let folder = Folder::of(
            "extras",
            &[
                CONFIG,
                (
                    "b.ts",
                    "declare const __CONSENT__: string;\nconst text = __CONSENT__;",
                ),
                ("a.ts", "if (__IMPORT__) alert(\"theirs\");\nalert(text);"),
            ],
        );
        let with = |extras| joined(&folder.0, Part::Loader(extras)).unwrap();
        assert!(with(2).contains("theirs") && with(6).contains("theirs"));
        assert_eq!(with(0), with(4));
        assert!(
            !with(0).contains("theirs") && !with(0).contains("__IMPORT__"),
            "{}",
            with(0)
        );
    }

    #[test]
    fn files_share_one_scope_inside_one_function() {
        let folder = Folder::of(
            "scope",
            &[
                CONFIG,
                (
                    "b.ts",
                    "declare const __CONSENT__: { name: string };\nconst constants = __CONSENT__;",
                ),
                (
                    "a.ts",
                    "function greet(long: string) { console.log(long, long); }\ngreet(constants.name);\ngreet(document.title);",
                ),
            ],
        );
        let script = joined(&folder.0, Part::Loader(0)).unwrap();
        assert!(script.starts_with("(()=>{"), "{script}");
        assert!(script.contains("=__CONSENT__;"), "{script}");
        assert!(!script.contains("greet") && !script.contains("long"), "{script}");
    }

    #[test]
    fn a_file_called_like_an_extra_is_only_in_the_loaders_with_it() {
        let config = ("tsconfig.json", r#"{"files": ["iab.ts", "a.ts"]}"#);
        let folder = Folder::of(
            "called",
            &[
                config,
                ("iab.ts", "console.log('offered'); const offer = () => alert(1);"),
                ("a.ts", "console.log(__CONSENT__); if (__IAB__) offer();"),
            ],
        );
        for extras in 0..SETS {
            let script = joined(&folder.0, Part::Loader(extras)).unwrap();
            assert_eq!(
                script.contains("offered"),
                name(extras).contains(".iab"),
                "{script}"
            );
        }
    }

    #[test]
    fn constants_must_be_read_exactly_once() {
        let none = Folder::of("none", &[CONFIG, ("b.ts", "console.log(1);"), ("a.ts", "")]);
        assert!(
            joined(&none.0, Part::Loader(0))
                .unwrap_err()
                .to_string()
                .contains("0 times")
        );
        let twice = Folder::of(
            "twice",
            &[
                CONFIG,
                ("b.ts", "alert(__CONSENT__.a);"),
                ("a.ts", "alert(__CONSENT__.b);"),
            ],
        );
        assert!(
            joined(&twice.0, Part::Loader(0))
                .unwrap_err()
                .to_string()
                .contains("2 times")
        );
    }

    #[test]
    fn a_fault_is_told_in_its_own_file() {
        let broken = Folder::of(
            "broken",
            &[CONFIG, ("b.ts", "const a = 1;\nfunction f() {"), ("a.ts", "")],
        );
        let fault = joined(&broken.0, Part::Loader(0)).unwrap_err().to_string();
        assert!(fault.contains("b.ts:2:15: "), "{fault}");

        let again = Folder::of(
            "again",
            &[CONFIG, ("b.ts", "const a = 1;"), ("a.ts", "f();\n let a = 2;")],
        );
        let fault = joined(&again.0, Part::Loader(0)).unwrap_err().to_string();
        assert!(
            fault.contains("a.ts:2:6") || fault.contains("b.ts:1:7"),
            "{fault}"
        );
    }
}
