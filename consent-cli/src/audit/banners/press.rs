//! Finds a system in a page and answers it as a person does: with the mouse, on what can be seen.

use std::time::Duration;

use serde_json::json;

use super::{BannerSeen, System};
use crate::Obstacle;
use crate::audit::browser::Tab;
use crate::audit::seen::WayBack;

const EYES: &str = include_str!("eyes.js");

/// A banner that has not come by then does not come.
const COMES: Duration = Duration::from_secs(3);

/// After a press, something happens within that time.
const REACTS: Duration = Duration::from_secs(4);

/// What came of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It was given.
    Yes,
    /// It could not be given: why.
    No(String),
}

fn looking(script: &str) -> String {
    format!("(async () => {{\n{EYES}\nreturn ({script});\n}})()")
}

/// The system that the page has: the one whose banner shows, else the first of which anything is there.
pub(crate) async fn present(tab: &Tab) -> Result<Option<&'static System>, Obstacle> {
    let all: Vec<_> = System::all()
        .iter()
        .map(|system| json!({ "there": system.there, "layer": system.first.layer }))
        .collect();
    let which = looking(&format!(
        "((all) => {{
           const shows = all.findIndex((one) => findAll(one.there).length > 0 && find(one.layer));
           const there = all.findIndex((one) => findAll(one.there).length > 0);
           return shows >= 0 ? shows : there >= 0 ? there : null;
         }})({})",
        json!(all)
    ));
    let found: Option<usize> = tab.until(&which, COMES).await;
    Ok(found.and_then(|place| System::all().get(place)))
}

/// The first layer, if it shows.
pub(crate) async fn banner(tab: &Tab, system: &System) -> Option<BannerSeen> {
    let first = &system.first;
    let look = looking(&format!(
        "find({layer}) && {{ accept: button(find({accept})), reject: button(find({reject})), settings: button(find({settings})) }}",
        layer = json!(first.layer),
        accept = json!(first.accept),
        reject = json!(first.reject),
        settings = json!(first.settings),
    ));
    // It may still be fading in.
    tab.until::<BannerSeen>(&look, COMES).await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    tab.until(&look, COMES).await
}

/// Says yes to everything.
pub(crate) async fn accept(tab: &Tab, system: &System) -> Result<Answered, Obstacle> {
    if press(tab, &system.first.accept, COMES).await? {
        return settled(tab, &system.first.layer).await;
    }
    if press(tab, &system.first.settings, COMES).await? && press(tab, &system.second.accept, REACTS).await? {
        return settled(tab, &system.second.layer).await;
    }
    Ok(Answered::No("no button that accepts was found".into()))
}

/// Says no to everything, on the second layer where the first has no such button.
pub(crate) async fn reject(tab: &Tab, system: &System) -> Result<Answered, Obstacle> {
    if press(tab, &system.first.reject, Duration::from_millis(600)).await? {
        return settled(tab, &system.first.layer).await;
    }
    if press(tab, &system.first.settings, COMES).await? {
        return refuse_there(tab, system).await;
    }
    Ok(Answered::No(
        "no button that rejects was found, nor one that leads to it".into(),
    ))
}

/// Takes everything back, by the page's own way where it has one.
pub(crate) async fn withdraw(tab: &Tab, system: &System) -> Result<Answered, Obstacle> {
    let opened = press(tab, &system.way_back, Duration::from_millis(600)).await?
        && is_there(
            tab,
            &[&system.second.layer[..], &system.first.layer].concat(),
            REACTS,
        )
        .await;
    if !opened {
        // What the page does not offer is still to be found out.
        let call = format!("(void ({}), null)", system.calls.settings);
        tab.evaluate::<Option<()>>(&call).await?;
        let layers = [&system.second.layer[..], &system.first.layer].concat();
        if !is_there(tab, &layers, REACTS).await {
            return Ok(Answered::No("nothing leads back to the choices".into()));
        }
    }
    if is_there(tab, &system.second.layer, Duration::from_millis(600)).await {
        return refuse_there(tab, system).await;
    }
    reject(tab, system).await
}

/// Whether something on the page leads back to the choices, after an answer.
pub(crate) async fn way_back(tab: &Tab, system: &System) -> WayBack {
    let look = looking(&format!(
        "((element) => element && ((element.innerText || element.ariaLabel || element.title || element.id || element.localName).trim().slice(0, 80)))\
         (find({}) ?? promises())",
        json!(system.way_back)
    ));
    match tab.until::<String>(&look, Duration::from_millis(1500)).await {
        Some(words) => WayBack::Seen(words),
        None => WayBack::None,
    }
}

/// Says no on the second layer: by its button, or by switching everything off and saving.
async fn refuse_there(tab: &Tab, system: &System) -> Result<Answered, Obstacle> {
    let second = &system.second;
    if press(tab, &second.reject, REACTS).await? {
        let answered = settled(tab, &second.layer).await?;
        // Some take the answer at once, and their layer stays until it is closed.
        let stays = answered != Answered::Yes;
        if stays && press(tab, &second.save, Duration::from_millis(600)).await? {
            return settled(tab, &second.layer).await;
        }
        return Ok(answered);
    }
    let off = looking(&format!(
        "findAll({}).flatMap((layer) => [...layer.querySelectorAll('input[type=checkbox]:checked:not(:disabled), [role=switch][aria-checked=true]:not([disabled])')])\
         .forEach((one) => one.click()), null",
        json!(second.layer)
    ));
    tab.evaluate::<Option<()>>(&off).await?;
    if press(tab, &second.save, REACTS).await? {
        return settled(tab, &second.layer).await;
    }
    Ok(Answered::No(
        "the second layer has no button that rejects or saves".into(),
    ))
}

async fn is_there(tab: &Tab, layers: &[String], limit: Duration) -> bool {
    let look = looking(&format!("find({}) ? true : null", json!(layers)));
    tab.until::<bool>(&look, limit).await.is_some()
}

/// Clicks the middle of the first that can be seen, once it stands still and nothing covers it.
async fn press(tab: &Tab, selectors: &[String], limit: Duration) -> Result<bool, Obstacle> {
    if selectors.is_empty() || !is_there(tab, selectors, limit).await {
        return Ok(false);
    }
    let reach = looking(&format!("await reach({})", json!(selectors)));
    match tab.until::<(f64, f64)>(&reach, REACTS).await {
        Some((x, y)) => tab.clicks_at(x, y).await?,
        // Something lies over it that lets a press through, or it does not stand still.
        None => {
            let click = looking(&format!("(find({})?.click(), null)", json!(selectors)));
            tab.evaluate::<Option<()>>(&click).await?;
        }
    }
    Ok(true)
}

/// After an answer, the layer goes; a page that loads anew counts as gone.
async fn settled(tab: &Tab, layer: &[String]) -> Result<Answered, Obstacle> {
    let gone = looking(&format!("find({}) ? null : true", json!(layer)));
    Ok(match tab.until::<bool>(&gone, REACTS).await {
        Some(_) => Answered::Yes,
        None => Answered::No("the button was pressed, and the banner stayed".into()),
    })
}
