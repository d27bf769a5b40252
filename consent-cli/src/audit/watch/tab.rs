//! Listens to a tab: what the browser tells of it goes into the notes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use chromiumoxide::cdp::IntoEventKind;
use chromiumoxide::cdp::browser_protocol::dom_storage::{
    EnableParams as StorageEnable, EventDomStorageItemAdded, EventDomStorageItemUpdated, StorageId,
};
use chromiumoxide::cdp::browser_protocol::network::{
    EventLoadingFailed, EventLoadingFinished, EventRequestWillBeSent, EventResponseReceivedExtraInfo,
    ResourceType,
};
use chromiumoxide::cdp::browser_protocol::page::{
    AddScriptToEvaluateOnNewDocumentParams, EventJavascriptDialogOpening, FrameId,
    HandleJavaScriptDialogParams,
};
use chromiumoxide::cdp::js_protocol::runtime::{AddBindingParams, EventBindingCalled};
use chromiumoxide::{Page, error::Result};
use futures::StreamExt as _;

use super::initiator;
use super::notes::{Hooked, Notes};
use crate::audit::seen::{Phase, Request};

const HOOK: &str = include_str!("hook.js");
const BINDING: &str = "__consentAudit";

/// Notes that grow while a tab lives. A clone is the same notes.
#[derive(Clone, Debug)]
pub(crate) struct Watch(Arc<Mutex<Notes>>);

impl Watch {
    /// Takes notes of this tab from now on.
    pub(crate) async fn of(page: &Page) -> Result<Self> {
        let watch = Self(Arc::new(Mutex::new(Notes::new())));
        // The browser calls a tab's main frame by the name of the tab.
        let main: FrameId = page.target_id().inner().clone().into();
        watch
            .on(page, move |notes, event: &EventRequestWillBeSent| {
                let is_page =
                    event.r#type == Some(ResourceType::Document) && event.frame_id.as_ref() == Some(&main);
                if event.request.url.starts_with("http") {
                    notes.asks(event.request_id.inner(), request(event), is_page);
                }
            })
            .await?;
        watch
            .on(page, |notes, event: &EventLoadingFinished| {
                notes.ends(event.request_id.inner());
            })
            .await?;
        watch
            .on(page, |notes, event: &EventLoadingFailed| {
                notes.ends(event.request_id.inner());
            })
            .await?;
        watch
            .on(page, |notes, event: &EventResponseReceivedExtraInfo| {
                notes.answers(event.request_id.inner(), taken(event));
            })
            .await?;
        watch
            .on(page, |notes, event: &EventBindingCalled| {
                if event.name == BINDING
                    && let Ok(hooked) = serde_json::from_str::<Hooked>(&event.payload)
                {
                    notes.hears(hooked, seconds_now());
                }
            })
            .await?;
        watch
            .on(page, |notes, event: &EventDomStorageItemAdded| {
                notes.stores(
                    event.storage_id.is_local_storage,
                    &event.key,
                    &owner(&event.storage_id),
                );
            })
            .await?;
        watch
            .on(page, |notes, event: &EventDomStorageItemUpdated| {
                notes.stores(
                    event.storage_id.is_local_storage,
                    &event.key,
                    &owner(&event.storage_id),
                );
            })
            .await?;
        answer_dialogs(page).await?;
        page.execute(StorageEnable::default()).await?;
        page.execute(AddBindingParams::new(BINDING)).await?;
        page.execute(AddScriptToEvaluateOnNewDocumentParams::new(HOOK))
            .await?;
        Ok(watch)
    }

    /// The notes, for as long as nobody waits.
    pub(crate) fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn on<T>(&self, page: &Page, take: impl Fn(&mut Notes, &T) + Send + 'static) -> Result<()>
    where
        T: IntoEventKind + Unpin + Send + Sync + 'static,
    {
        let mut events = page.event_listener::<T>().await?;
        let watch = self.clone();
        tokio::spawn(async move {
            while let Some(event) = events.next().await {
                let mut notes = watch.notes();
                notes.events += 1;
                take(&mut notes, &event);
            }
        });
        Ok(())
    }
}

/// Seconds since 1970.
pub(crate) fn seconds_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// A page that asks a question in a dialog would wait for ever.
async fn answer_dialogs(page: &Page) -> Result<()> {
    let mut dialogs = page.event_listener::<EventJavascriptDialogOpening>().await?;
    let page = page.clone();
    tokio::spawn(async move {
        while dialogs.next().await.is_some() {
            // It may be gone by itself.
            let _ = page.execute(HandleJavaScriptDialogParams::new(true)).await;
        }
    });
    Ok(())
}

fn request(event: &EventRequestWillBeSent) -> Request {
    let resource = event
        .r#type
        .as_ref()
        .map_or_else(|| "other".to_owned(), |kind| kind.as_ref().to_ascii_lowercase());
    Request {
        phase: Phase::Before,
        page: String::new(),
        url: event.request.url.clone(),
        method: event.request.method.clone(),
        resource,
        initiator: initiator::of(event),
        at: 0,
        on_new_page: false,
    }
}

/// The cookies of an answer that the browser took.
fn taken(event: &EventResponseReceivedExtraInfo) -> Vec<String> {
    let headers = event.headers.inner().as_object();
    let header = headers.and_then(|all| {
        all.iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .and_then(|(_, value)| value.as_str())
    });
    let lines = header.unwrap_or_default().lines().map(str::to_owned);
    lines
        .filter(|line| !line.is_empty() && !event.blocked_cookies.iter().any(|one| one.cookie_line == *line))
        .collect()
}

/// The origin whose storage it is.
fn owner(id: &StorageId) -> String {
    let key = id.storage_key.as_ref().map(|key| key.inner().as_str());
    let origin = id.security_origin.as_deref().or(key).unwrap_or_default();
    origin.split('^').next().unwrap_or_default().to_owned()
}
