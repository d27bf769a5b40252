//! The page that asks for the API key.

use maud::{DOCTYPE, html};

use super::Tongue;
use super::page::{head, mark};

/// Writes the page; `refused` tells that the key sent before opens nothing here.
#[must_use]
pub fn login(tongue: Tongue, refused: bool) -> String {
    let words = tongue.words();
    let fault = refused.then_some(words.login_refused);
    html! {
        (DOCTYPE)
        html lang=(tongue.code()) {
            (head(words.login_heading))
            body.login {
                main.card {
                    p.brand { (mark()) (words.product) }
                    h1 { (words.login_heading) }
                    p #login-note { (words.login_note) }
                    form method="post" action="/dashboard/login" {
                        // For programs that keep passwords: they file a key under a name.
                        input type="text" name="username" value="dashboard" autocomplete="username" hidden;
                        label for="key" { (words.api_key) }
                        input #key name="key" type="password" required autofocus autocomplete="current-password" spellcheck="false"
                            aria-invalid=[fault.map(|_| "true")] aria-describedby=(if fault.is_some() { "login-fault" } else { "login-note" });
                        @if let Some(fault) = fault { p.fault #login-fault role="alert" { (fault) } }
                        button type="submit" { (words.login_button) }
                    }
                }
            }
        }
    }
    .into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_beside_the_field_it_is_about() {
        let first = login(Tongue::Swedish, false);
        assert!(first.contains("<html lang=\"sv\">") && first.contains("API-nyckel"));
        assert!(!first.contains("role=\"alert\"") && !first.contains("aria-invalid="));
        let again = login(Tongue::English, true);
        assert!(again.contains("aria-invalid=\"true\" aria-describedby=\"login-fault\""));
        assert!(again.contains("<p class=\"fault\" id=\"login-fault\" role=\"alert\">That key"));
    }
}
