//! The services that documents name, and those whose code a page loads, each once.

use std::collections::HashMap;

use consent_core::catalogue::{Catalogue, Kind, Record};

use super::denials::affirmed;
use super::domains::{corner_of, without_addresses};
use super::service_names::ServiceNames;
use super::{Read, functions};
use crate::scan::{NamedService, ServiceKind};

/// Collects the services of all documents, in the order in which they are first named.
pub(crate) fn services(documents: &[Read], catalogue: &Catalogue) -> Vec<NamedService> {
    let names = ServiceNames::of(catalogue);
    let mut all = Services::default();
    for read in documents {
        for (line, said) in read.lines.iter().zip(&read.words) {
            let text = line.text();
            let (left, addresses) = without_addresses(&text, |word| names.is_name(word));
            for hit in affirmed(&left, &names)
                .into_iter()
                .flat_map(|text| names.find(text))
            {
                all.named(hit.record, Some(&hit.name), read, line.number);
            }
            for address in addresses.iter().filter_map(|address| corner_of(address)) {
                if let Some(record) = catalogue.of_url(address).first() {
                    all.named(record, None, read, line.number);
                }
            }
            for system in functions::systems(&text) {
                if names.find(&system).is_empty() {
                    all.add(system, ServiceKind::Unknown, None, read, line.number);
                }
            }
            for function in functions::functions(said) {
                let kind = if function.register {
                    ServiceKind::Register
                } else {
                    ServiceKind::Unnamed
                };
                all.add(
                    function.name.clone(),
                    kind,
                    function.category.clone(),
                    read,
                    line.number,
                );
            }
            for authority in functions::authorities(said) {
                all.add(
                    authority.to_owned(),
                    ServiceKind::Authority,
                    None,
                    read,
                    line.number,
                );
            }
        }
        for (tag, id) in read
            .tags
            .iter()
            .flat_map(|tag| tag.services().map(move |id| (tag, id)))
        {
            if let Some(record) = catalogue.get(id.as_str()) {
                all.named(record, None, read, tag.line);
            }
        }
    }
    // A function is not without a name when a service that does it is named.
    let found: Vec<_> = all.list.iter().filter_map(|service| service.id.clone()).collect();
    all.list.retain(|service| {
        let function = functions::function(&service.name).filter(|_| service.id.is_none());
        !function.is_some_and(|function| function.is_named_by(&found))
    });
    all.list
}

#[derive(Default)]
struct Services {
    list: Vec<NamedService>,
    places: HashMap<String, usize>,
}

impl Services {
    fn named(&mut self, record: &Record, name: Option<&str>, read: &Read, line: u32) {
        let kind = match record.kind {
            Kind::Browser => ServiceKind::Browser,
            Kind::Register => ServiceKind::Register,
            Kind::Retired => ServiceKind::Retired,
        };
        let place = self.add(
            record.name.clone(),
            kind,
            Some(record.category.to_string()),
            read,
            line,
        );
        let Some(service) = self.list.get_mut(place) else {
            return;
        };
        service.id.get_or_insert_with(|| record.id.clone());
        let Some(name) = name.filter(|name| *name != record.name) else {
            return;
        };
        if !service.also.iter().any(|known| known == name) {
            service.also.push(name.to_owned());
        }
    }

    fn add(
        &mut self,
        name: String,
        kind: ServiceKind,
        category: Option<String>,
        read: &Read,
        line: u32,
    ) -> usize {
        if let Some(place) = self.places.get(&name) {
            return *place;
        }
        let place = self.list.len();
        self.places.insert(name.clone(), place);
        self.list.push(NamedService {
            id: None,
            name,
            also: Vec::new(),
            kind,
            category,
            file: read.name.clone(),
            line,
        });
        place
    }
}
