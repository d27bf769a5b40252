//! One language of a site: its loader, its engine with the second layer in it, and its notice.

use std::collections::BTreeMap;

use consent_core::config::{Config, Policy, Regime};
use consent_core::decision::Signal;
use consent_core::notice::{Language, Notice};
use consent_core::strings::tell::Terms;
use consent_core::tell::{Moment, Tool};
use consent_core::visit::Opens;
use consent_wasm::markup;
use consent_wasm::style::edge;

use super::calls::Calls;
use super::constants::{Constants, markers};
use super::heading;
use super::tree::{Node, TreeError};
use super::{
    CompileError, Files, digest, embed, engine, iab, import, loader, module, record, snippet, style,
};
use crate::bundle::{Bundle, Extra};

/// What every language of a site shares.
pub(super) struct Shared<'a> {
    config: &'a Config,
    policy: &'a Policy,
    bundle: &'a Bundle,
    tools: Vec<Tool>,
    banner_script: String,
    banner: String,
    recorder: (String, String),
    import: Option<(String, String)>,
    left: import::Left,
    iab: Option<iab::Offered>,
    version: Version<'a>,
}

/// Which of a site's versions it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Version<'a> {
    /// What it is called; empty for the site's own.
    pub(super) name: &'a str,
    /// What holds in some regions instead.
    pub(super) regions: &'a [InRegions],
}

/// The version that holds in some regions.
#[derive(Clone, Debug)]
pub(super) struct InRegions {
    /// Their codes, with spaces between.
    pub(super) regions: String,
    /// What the version is called; empty for the site's own.
    pub(super) name: String,
    /// How strict it is, by [`consent_core::config::Regional::strictness`].
    pub(super) strictness: u8,
}

impl<'a> Shared<'a> {
    /// Puts the shared files in place.
    ///
    /// # Errors
    /// When the bundle's scripts have no place for what is the site's own.
    pub(super) fn new(
        config: &'a Config,
        policy: &'a Policy,
        bundle: &'a Bundle,
        version: Version<'a>,
        files: &mut Files,
    ) -> Result<Self, CompileError> {
        let script = record::with_place(bundle.record_script, config.record.as_ref())?;
        let integrity = digest::short_integrity(script.as_bytes());
        let name = files.put_hashed("record", "js", script);
        let import = if config.import.is_empty() {
            None
        } else {
            let script = import::script(&config.import, policy, bundle)?;
            let integrity = digest::short_integrity(script.as_bytes());
            Some((url(config, &files.put_hashed("import", "js", script)), integrity))
        };
        let iab = offered(config, bundle, files)?;
        let banner_script = files.put_hashed("banner", "js", bundle.banner_script);
        let banner = files.put_hashed("banner", "wasm", bundle.banner);
        Ok(Self {
            config,
            policy,
            bundle,
            tools: config.tools(),
            banner_script,
            banner,
            recorder: (url(config, &name), integrity),
            import,
            left: import::Left::by(&config.import),
            iab,
            version,
        })
    }

    /// Compiles one language, and returns its loader.
    pub(super) fn compile(
        &self,
        language: Language,
        notice: &Notice,
        files: &mut Files,
    ) -> Result<snippet::Loader, CompileError> {
        let code = language.code();
        let name = if self.version.name.is_empty() {
            code.to_owned()
        } else {
            format!("{code}-{}", self.version.name)
        };
        files.put(format!("notice.{name}.json"), notice.canonical_json());
        let bytes = files.put_hashed(&format!("notice.{name}"), "bin", postcard::to_allocvec(notice)?);
        let engine = self.engine(notice, &bytes)?;
        let integrity = digest::short_integrity(engine.as_bytes());
        let engine = files.put_hashed(&format!("engine.{name}"), "js", engine);

        let opens = self.config.opening(Signal::default()).opens;
        let constants = Constants {
            cookie: self.policy.cookie(),
            fingerprint: self.policy.fingerprint().to_string(),
            max_age: self.policy.max_age(),
            categories: self
                .policy
                .categories()
                .iter()
                .map(|category| category.id.as_str())
                .collect(),
            services: self
                .policy
                .services()
                .iter()
                .map(|one| (one.id.as_str(), one.category))
                .collect(),
            asks: u8::from(opens == Opens::Question),
            informs: (opens == Opens::Information).then_some(1),
            named: (self.config.form.opt_out_link || self.config.form.do_not_sell).then_some(1),
            regions: self.regions(language),
            language: code,
            engine: (self.url(&engine), integrity),
            languages: self.languages(language),
            markers: markers(&self.config.markup),
            tells: [Moment::Start, Moment::Known].map(|moment| Calls::at(moment, &self.tools, self.policy)),
            trees: [
                Self::host(notice),
                self.headed(&markup::first_layer(notice, self.config.look.modal))?,
                Node::parse(&markup::reopen(notice))?,
                Node::parse(&markup::status(notice))?,
            ],
            style: style::of(&self.config.look, self.bundle.notice_style)?,
            edge: edge(&self.config.look),
            iab: self.iab.as_ref(),
            embed: self.embed(notice, files)?,
            import: self
                .import
                .as_ref()
                .map(|script| (script, &*self.left.cookies, &*self.left.keys, self.digest(notice))),
        };
        let name = self.loader_name(language);
        let script = loader::with_constants(&(self.bundle.loader)(&self.extras())?, &constants)?;
        let loader = snippet::Loader {
            language: code.to_owned(),
            url: self.url(&name),
            script,
            blocks: self.iab.is_some(),
        };
        files.put(name, loader.file());
        Ok(loader)
    }

    /// A layer whose headings begin where the site's look says.
    fn headed(&self, layer: &str) -> Result<Node, TreeError> {
        Ok(heading::begun_at(self.config.look.heading, Node::parse(layer)?))
    }

    /// Puts the script of the placeholders in place, where content of others stands in the site's pages.
    fn embed(&self, notice: &Notice, files: &mut Files) -> Result<Option<(String, String)>, CompileError> {
        if !embed::is_needed(self.config) {
            return Ok(None);
        }
        let script = embed::script(self.config, notice, self.bundle)?;
        let integrity = digest::short_integrity(script.as_bytes());
        let name = files.put_hashed(&format!("embed.{}", notice.language), "js", script);
        Ok(Some((self.url(&name), integrity)))
    }

    /// The engine carries what it needs: one file, one request.
    fn engine(&self, notice: &Notice, shown: &str) -> Result<String, CompileError> {
        let texts = &notice.texts;
        let site = engine::Site {
            policy: self.policy.to_compact(),
            second_layer: self.headed(&markup::second_layer(notice, self.config.record.is_some()))?,
            style: style::rules_of(&self.config.look, self.bundle.preferences_style)?,
            banner: [&self.banner_script, &self.banner, shown].map(|name| self.url(name)),
            reasons: [
                ("outdated", &*texts.reason_outdated),
                ("expired", &*texts.reason_expired),
            ]
            .into(),
            saved: &texts.saved,
            recorder: self.recorder.clone(),
            notice: self.digest(notice),
            withdrawal: Calls::at(Moment::Withdrawn, &self.tools, self.policy),
            reload: u8::from(self.config.reload_on_withdrawal),
        };
        let asks_only = self.policy.regime() == Regime::OptIn && self.config.form.exempt.is_empty();
        let script = self.bundle.engine_script;
        let module = if asks_only {
            self.bundle.engine
        } else {
            self.bundle.engine_for_regimes
        };
        Ok(module::with_site("engine", script, module, &site)?)
    }

    /// The digest of the notice; empty where decisions are not recorded.
    fn digest(&self, notice: &Notice) -> String {
        let recorded = self.config.record.as_ref();
        recorded.map(|_| notice.digest().to_string()).unwrap_or_default()
    }

    /// The element that everything else lives in, and its language. Its look is in the style.
    fn host(notice: &Notice) -> Node {
        let direction = if notice.right_to_left { "rtl" } else { "ltr" };
        let attributes = [("lang", notice.language.as_str()), ("dir", direction)];
        Node::Element {
            tag: "consent-root".into(),
            attributes: attributes.map(|(name, value)| (name.into(), value.into())).into(),
            nodes: Vec::new(),
        }
    }

    /// Where the loader is for each tag that a page or a browser may have, nothing for the language itself. A tag that
    /// is no language's own, such as `pt` where only `pt-BR` is spoken, is that of the first language that it begins.
    fn languages(&self, language: Language) -> BTreeMap<String, String> {
        let mut languages = BTreeMap::new();
        if self.config.languages.len() < 2 {
            return languages;
        }
        let own = |one: &Language| [one.code()].into_iter().chain(one.also().iter().copied());
        let primary = |one: &Language| one.code().split('-').take(1);
        let spoken = &self.config.languages;
        let tags = spoken.iter().flat_map(|one| own(one).map(move |tag| (tag, *one)));
        for (tag, one) in tags.chain(
            spoken
                .iter()
                .flat_map(|one| primary(one).map(move |tag| (tag, *one))),
        ) {
            let url = || {
                if one == language {
                    String::new()
                } else {
                    self.url(&self.loader_name(one))
                }
            };
            languages.entry(tag.to_ascii_lowercase()).or_insert_with(url);
        }
        languages
    }

    /// The files that hold in some regions, in the same language.
    fn regions(&self, language: Language) -> Vec<(&str, String, u8)> {
        let file = |name: &str| match name {
            "" => String::new(),
            name => self.url(&self.loader_of(name, language)),
        };
        let regions = self.version.regions.iter();
        regions
            .map(|one| (one.regions.as_str(), file(&one.name), one.strictness))
            .collect()
    }

    /// The site's first language is the one that a page gets without asking for another.
    fn loader_name(&self, language: Language) -> String {
        self.loader_of(self.version.name, language)
    }

    fn loader_of(&self, version: &str, language: Language) -> String {
        let first = self.config.languages.first() == Some(&language);
        let language = (!first).then(|| language.code()).into_iter();
        let version = Some(version).into_iter().filter(|name| !name.is_empty());
        let parts: Vec<&str> = ["consent"].into_iter().chain(version).chain(language).collect();
        format!("{}.js", parts.join("."))
    }

    /// What this site needs of the loader and most do not.
    fn extras(&self) -> Vec<Extra> {
        let needed = [
            (Extra::Iab, self.iab.is_some()),
            (Extra::Import, self.import.is_some()),
            (Extra::Languages, self.config.languages.len() > 1),
            (Extra::Live, self.config.follow_language),
            (Extra::Markers, !self.config.markup.is_empty()),
            (Extra::Embeds, embed::is_needed(self.config)),
            (
                Extra::Regimes,
                !self.version.regions.is_empty() || self.config.regime != Regime::OptIn,
            ),
        ];
        let needed = needed.into_iter().filter(|(_, is)| *is);
        needed.map(|(extra, _)| extra).collect()
    }

    fn url(&self, name: &str) -> String {
        url(self.config, name)
    }
}

/// Puts the script that makes the IAB's strings in place, where a site offers any.
fn offered(
    config: &Config,
    bundle: &Bundle,
    files: &mut Files,
) -> Result<Option<iab::Offered>, CompileError> {
    let (Some(iab), Some(terms)) = (&config.iab, Terms::of(config)) else {
        return Ok(None);
    };
    let script = module::with_site(
        "strings of the IAB",
        bundle.iab_script,
        bundle.iab,
        &terms.to_compact(),
    )?;
    let integrity = digest::short_integrity(script.as_bytes());
    let name = files.put_hashed("iab", "js", script);
    Ok(Some(iab::Offered::of(iab, (url(config, &name), integrity))))
}

fn url(config: &Config, name: &str) -> String {
    format!("{}{name}", config.path)
}
