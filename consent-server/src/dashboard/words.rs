//! Every sentence of the dashboard, in all its languages side by side; one that is missing does not compile.

/// Makes the type and its values from one table, so that a translation stands beside what it translates.
macro_rules! words {
    ($($name:ident: $english:literal, $swedish:literal;)*) => {
        /// The sentences of one language; `{…}` is where something is put in.
        #[derive(Debug)]
        pub(super) struct Words {
            $(pub(super) $name: &'static str,)*
        }

        pub(super) const ENGLISH: Words = Words { $($name: $english,)* };
        pub(super) const SWEDISH: Words = Words { $($name: $swedish,)* };

        #[cfg(test)]
        const ALL: &[(&str, &str)] = &[$(($english, $swedish),)*];
    };
}

words! {
    product: "Consent", "Consent";
    heading: "What visitors decide", "Vad besökarna väljer";
    skip: "Skip to the figures", "Hoppa till siffrorna";
    sign_out: "Sign out", "Logga ut";
    range_heading: "Range", "Tidsrymd";
    days_30: "30 days", "30 dagar";
    days_90: "90 days", "90 dagar";
    year: "1 year", "1 år";
    from: "From", "Från";
    to: "To", "Till";
    site: "Site", "Webbplats";
    every: "Steps", "Steg";
    automatic: "Auto", "Auto";
    day: "days", "dagar";
    week: "weeks", "veckor";
    month: "months", "månader";
    show: "Show", "Visa";

    decisions: "Decisions", "Val";
    decisions_note: "everything recorded", "allt som registrerats";
    acceptance: "Accept all", "Godkänner alla";
    refusals: "Reject all", "Avvisar alla";
    of_answers: "of {count} answers", "av {count} svar";
    withdrawals: "Withdrawals", "Återkallade";
    of_decisions: "{share} of all decisions", "{share} av alla val";
    points: "{number} points", "{number}\u{a0}%-enheter";
    against: "Changes are against {from} – {to}.", "Förändringar är mot {from} – {to}.";
    nothing_before: "There is no whole range before to compare with.", "Det finns ingen hel tidsrymd innan att jämföra med.";
    unchanged: "unchanged", "oförändrat";

    rates_heading: "Opt-in rate over time", "Andel ja över tid";
    rates_note: "Share of answers that granted each category.", "Andel av svaren som sa ja till varje kategori.";
    rates_caption: "Opt-in rate by category", "Andel ja per kategori";
    rates_told: "{name}: {first} at first, {last} at the end, between {low} and {high}.", "{name}: {first} först, {last} sist, mellan {low} och {high}.";
    new_policy: "New policy {name}", "Ny policy {name}";
    period: "Period", "Period";
    answers: "Answers", "Svar";
    answers_count: "{count} answers", "{count} svar";
    all: "All", "Totalt";

    acts_heading: "Decisions by act", "Val efter handling";
    acts_note: "How visitors expressed themselves. A signal is a standing wish of the browser.", "Hur besökarna uttryckte sig. En signal är en inställning i webbläsaren.";
    acts_caption: "Decisions in each period, by act", "Val i varje period, efter handling";
    accept_all: "Accepted", "Godkände";
    chosen: "Chose", "Valde";
    reject_all: "Rejected", "Avvisade";
    withdrawn: "Withdrew", "Återtog";
    signal: "Signal", "Signal";
    imported: "Imported", "Övertog";
    insisted: "Yes despite a signal", "Ja trots signal";

    languages_heading: "By language", "Efter språk";
    languages_note: "The language of the notice that was shown.", "Språket i rutan som visades.";
    regimes_heading: "By regime", "Efter regelverk";
    regimes_note: "What held before anybody had answered.", "Vad som gällde innan någon hade svarat.";
    policies_heading: "By policy version", "Efter policyversion";
    policies_note: "What was asked, the newest first.", "Vad som frågades, det nyaste först.";
    language: "Language", "Språk";
    regime: "Regime", "Regelverk";
    policy: "Policy", "Policy";
    opt_in: "Opt-in: asked first", "Opt-in: frågar först";
    opt_out: "Opt-out: runs until objection", "Opt-out: tills någon säger nej";
    notice: "Notice: informs only", "Bara information";
    group_caption: "Opt-in rate {heading}", "Andel ja {heading}";
    more_groups: "The table has {count} more.", "Tabellen har {count} till.";

    log_heading: "The log", "Loggen";
    log_note: "Every decision is sealed into a log that nobody can change unnoticed.", "Varje val förseglas i en logg som ingen kan ändra obemärkt.";
    entries: "Entries", "Poster";
    waiting: "{count} waiting", "{count} väntar";
    checkpoint: "Last checkpoint", "Senaste kontrollpunkt";
    none_yet: "none yet", "ingen än";
    covers: "covers {count} entries", "täcker {count} poster";
    signing_key: "Signing key", "Signeringsnyckel";
    see_checkpoint: "Signed checkpoint", "Signerad kontrollpunkt";
    see_keys: "Public keys", "Publika nycklar";

    empty_heading: "Nothing has been recorded yet", "Inget har registrerats än";
    empty_intro: "Three steps, and the first decision shows up here within seconds.", "Tre steg, sedan syns det första valet här inom några sekunder.";
    empty_declare: "Name this server in the site's consent.json:", "Ange den här servern i webbplatsens consent.json:";
    empty_build: "Build and publish:", "Bygg och publicera:";
    empty_decide: "Open the site in a browser and make a choice. Then load this page again.", "Öppna webbplatsen i en webbläsare och gör ett val. Ladda sedan om den här sidan.";
    quiet_heading: "Nothing was recorded in this range", "Inget registrerades under den här tiden";
    quiet_advice: "The log has {count} entries. Choose a longer range above.", "Loggen har {count} poster. Välj en längre tidsrymd ovan.";

    footer: "Days are UTC. Counts only: nothing here leads back to a person.", "Dagarna är i UTC. Bara antal: inget här leder tillbaka till en person.";
    as_json: "These figures as JSON", "Siffrorna som JSON";

    absent_heading: "No such site", "Ingen sådan webbplats";
    absent_note: "Your API key opens no site of that name on this server.", "Din API-nyckel öppnar ingen webbplats med det namnet på den här servern.";
    back: "To the dashboard", "Till översikten";

    login_heading: "Sign in", "Logga in";
    login_note: "The dashboard opens with an API key that has the scope “stats”.", "Översikten öppnas med en API-nyckel som har behörigheten ”stats”.";
    api_key: "API key", "API-nyckel";
    login_button: "Sign in", "Logga in";
    login_refused: "That key does not open this dashboard. Check that it was copied whole, has the scope “stats” and is not revoked.", "Nyckeln öppnar inte den här översikten. Kontrollera att den är hel, har behörigheten ”stats” och inte är återkallad.";
}

/// Puts values into the places of a sentence.
pub(super) fn fill(sentence: &str, places: &[(&str, &str)]) -> String {
    let mut rest = sentence;
    let mut out = String::with_capacity(sentence.len() + 32);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            break;
        };
        out += before;
        out += places
            .iter()
            .find(|(name, _)| *name == place)
            .map_or("", |(_, value)| value);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn places(sentence: &str) -> BTreeSet<&str> {
        sentence
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect()
    }

    #[test]
    fn every_sentence_has_the_same_places_in_all_languages() {
        for (english, swedish) in ALL {
            assert_eq!(places(english), places(swedish), "{english}");
            assert!(!english.trim().is_empty() && !swedish.trim().is_empty());
        }
    }

    #[test]
    fn what_is_put_in_is_not_read_again() {
        let said = fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]);
        assert_eq!(said, "{b} and 2");
        assert_eq!(fill("{unknown}.", &[]), ".");
    }
}
