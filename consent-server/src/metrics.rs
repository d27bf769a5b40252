//! Figures for Prometheus: what came in, what did not and why, and whether the log keeps up.

use std::fmt;

use metrics::{Counter, Gauge, Histogram, Key, Label, Metadata, Recorder as _, SharedString, Unit};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

use crate::api::problem_type::ProblemType;

/// How many sites have a label of their own; the rest share one, so that figures stay small.
const MOST_LABELS: usize = 100;
/// The label of sites beyond that, and of requests that name none.
const OTHER: &str = "other";
/// Buckets of a commit, in seconds: from a fast disk to a stuck one.
const BUCKETS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0];

const METADATA: Metadata<'static> = Metadata::new("consent", metrics::Level::INFO, None);

/// The figures of one server. Nothing is registered for the whole process, so that servers do not mix theirs.
pub(crate) struct Metrics {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
    /// Sites that have a label.
    labelled: Vec<String>,
}

impl Metrics {
    /// Describes every figure.
    pub(crate) fn new<'a>(sites: impl IntoIterator<Item = &'a str>) -> Self {
        let builder = PrometheusBuilder::new();
        // Fails for no buckets only.
        let builder = builder
            .set_buckets(&BUCKETS)
            .unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        let text = SharedString::const_str;
        for (name, unit, about) in [
            ("consent_events_ingested_total", Unit::Count, "Events recorded."),
            (
                "consent_events_duplicate_total",
                Unit::Count,
                "Events that were recorded before, answered again.",
            ),
            (
                "consent_events_rejected_total",
                Unit::Count,
                "Events refused, by type of problem.",
            ),
            (
                "consent_requests_total",
                Unit::Count,
                "Requests answered, by route, method and status.",
            ),
            (
                "consent_verify_failures_total",
                Unit::Count,
                "Texts that were verified and are not valid.",
            ),
            ("consent_erased_total", Unit::Count, "Records erased, by reason."),
        ] {
            recorder.describe_counter(name.into(), Some(unit), text(about));
        }
        for (name, unit, about) in [
            (
                "consent_store_waiting",
                Unit::Count,
                "Entries that wait to be durable or to get their place.",
            ),
            (
                "consent_checkpoint_age_seconds",
                Unit::Seconds,
                "For how long entries have waited for a checkpoint that could not be signed; 0 when all are covered.",
            ),
            (
                "consent_log_entries",
                Unit::Count,
                "Entries that the newest checkpoint covers.",
            ),
        ] {
            recorder.describe_gauge(name.into(), Some(unit), text(about));
        }
        recorder.describe_histogram(
            "consent_commit_seconds".into(),
            Some(Unit::Seconds),
            text("Time until a batch was durable."),
        );
        let labelled = sites.into_iter().take(MOST_LABELS).map(Into::into).collect();
        Self {
            recorder,
            handle,
            labelled,
        }
    }

    /// Events that are new, and events that were there before.
    pub(crate) fn recorded(&self, site: &str, new: u64, known: u64) {
        self.counter("consent_events_ingested_total", vec![self.site(site)])
            .increment(new);
        self.counter("consent_events_duplicate_total", vec![self.site(site)])
            .increment(known);
    }

    /// Events that were refused.
    pub(crate) fn rejected(&self, site: Option<&str>, why: ProblemType, events: u64) {
        let labels = vec![
            self.site(site.unwrap_or(OTHER)),
            Label::from_static_parts("reason", why.name()),
        ];
        self.counter("consent_events_rejected_total", labels)
            .increment(events);
    }

    /// How long a batch took to be durable.
    pub(crate) fn committed(&self, seconds: f64) {
        self.histogram("consent_commit_seconds", Vec::new())
            .record(seconds);
    }

    /// A request that was answered. The route is a pattern of ours, never what was asked for.
    pub(crate) fn answered(&self, route: &str, method: &str, status: u16) {
        let labels = vec![
            Label::new("route", route.to_owned()),
            Label::new("method", method.to_owned()),
            Label::new("status", status.to_string()),
        ];
        self.counter("consent_requests_total", labels).increment(1);
    }

    /// A text that is not valid.
    pub(crate) fn verify_failed(&self, site: Option<&str>) {
        self.counter(
            "consent_verify_failures_total",
            vec![self.site(site.unwrap_or(OTHER))],
        )
        .increment(1);
    }

    /// Records that were erased.
    pub(crate) fn erased(&self, site: &str, reason: &'static str, records: u64) {
        let labels = vec![self.site(site), Label::from_static_parts("reason", reason)];
        self.counter("consent_erased_total", labels).increment(records);
    }

    /// The log's newest checkpoint covers so many entries, which are all there are.
    pub(crate) fn covered(&self, site: &str, entries: u64) {
        #[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
        self.gauge("consent_log_entries", vec![self.site(site)])
            .set(entries as f64);
        self.behind(site, 0.0);
    }

    /// For how long entries have been waiting for a checkpoint.
    pub(crate) fn behind(&self, site: &str, seconds: f64) {
        self.gauge("consent_checkpoint_age_seconds", vec![self.site(site)])
            .set(seconds);
    }

    /// All figures, in the text form of Prometheus.
    pub(crate) fn render(&self, waiting: usize) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
        self.gauge("consent_store_waiting", Vec::new())
            .set(waiting as f64);
        self.handle.run_upkeep();
        self.handle.render()
    }

    fn site(&self, site: &str) -> Label {
        let site = if self.labelled.iter().any(|one| one == site) {
            site
        } else {
            OTHER
        };
        Label::new("site", site.to_owned())
    }

    fn counter(&self, name: &'static str, labels: Vec<Label>) -> Counter {
        self.recorder
            .register_counter(&Key::from_parts(name, labels), &METADATA)
    }

    fn gauge(&self, name: &'static str, labels: Vec<Label>) -> Gauge {
        self.recorder
            .register_gauge(&Key::from_parts(name, labels), &METADATA)
    }

    fn histogram(&self, name: &'static str, labels: Vec<Label>) -> Histogram {
        self.recorder
            .register_histogram(&Key::from_parts(name, labels), &METADATA)
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rendered_by_site_and_reason() {
        let metrics = Metrics::new(["shop"]);
        metrics.recorded("shop", 3, 1);
        metrics.rejected(Some("shop"), ProblemType::FarDated, 2);
        metrics.rejected(None, ProblemType::Malformed, 1);
        metrics.committed(0.003);
        metrics.covered("shop", 4);
        metrics.behind("shop", 0.5);
        let text = metrics.render(7);
        for line in [
            r#"consent_events_ingested_total{site="shop"} 3"#,
            r#"consent_events_duplicate_total{site="shop"} 1"#,
            r#"consent_events_rejected_total{site="shop",reason="far-dated"} 2"#,
            r#"consent_events_rejected_total{site="other",reason="malformed"} 1"#,
            r#"consent_commit_seconds_bucket{le="0.005"} 1"#,
            r#"consent_checkpoint_age_seconds{site="shop"} 0.5"#,
            "consent_store_waiting 7",
            "# HELP consent_log_entries",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn sites_beyond_the_cap_share_a_label() {
        let sites: Vec<String> = (0..MOST_LABELS + 5).map(|number| format!("s{number}")).collect();
        let metrics = Metrics::new(sites.iter().map(String::as_str));
        for site in &sites {
            metrics.recorded(site, 1, 0);
        }
        let text = metrics.render(0);
        let labels = text
            .lines()
            .filter(|line| line.starts_with("consent_events_ingested_total{"))
            .count();
        assert_eq!(labels, MOST_LABELS + 1);
        assert!(
            text.contains(r#"consent_events_ingested_total{site="other"} 5"#),
            "{text}"
        );
    }
}
