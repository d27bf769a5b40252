//! What the switches say, and what follows when one is turned.

use std::rc::Rc;

use consent_core::notice::{Notice, ShownCategory};
use yew::html::ImplicitClone;
use yew::{AttrValue, Reducible};

use super::words::word;

/// Every switch of the second layer.
///
/// A category has an answer of its own beside those of its services: it holds for what belongs to the
/// category without being one of the services. While a service differs from it, the category is mixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Switches(Rc<[Group]>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    on: bool,
    services: Vec<bool>,
}

/// One switch turned by the visitor: of a category, or of a service in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) category: usize,
    pub(super) service: Option<usize>,
    pub(super) on: bool,
}

/// How a switch stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) on: bool,
    pub(super) mixed: bool,
}

impl Switches {
    /// Sets every switch as the names say, and what is fixed to on.
    pub(super) fn new(notice: &Notice, on: &[AttrValue]) -> Self {
        let group = |category: &ShownCategory| {
            let is_on = |name: &str| category.fixed || on.iter().any(|granted| granted == name);
            Group {
                on: is_on(&category.id),
                services: category
                    .services
                    .iter()
                    .map(|service| is_on(&service.id))
                    .collect(),
            }
        };
        Self(notice.categories.iter().map(group).collect())
    }

    pub(super) fn category(&self, category: usize) -> Standing {
        self.0
            .get(category)
            .map_or_else(Standing::default, |group| Standing {
                on: group.on,
                mixed: group.services.iter().any(|on| *on != group.on),
            })
    }

    pub(super) fn service(&self, category: usize, service: usize) -> Standing {
        let on = self.0.get(category).and_then(|group| group.services.get(service));
        Standing {
            on: on.copied().unwrap_or_default(),
            mixed: false,
        }
    }

    /// Names everything that is on.
    pub(super) fn names(&self, notice: &Notice) -> Vec<AttrValue> {
        let mut names = Vec::new();
        for (category, group) in notice.categories.iter().zip(self.0.iter()) {
            names.extend(group.on.then(|| word(&category.id)));
            let services = category.services.iter().zip(&group.services);
            names.extend(
                services
                    .filter(|(_, on)| **on)
                    .map(|(service, _)| word(&service.id)),
            );
        }
        names
    }

    fn turn(&mut self, turn: Turn) {
        let Some(group) = Rc::make_mut(&mut self.0).get_mut(turn.category) else {
            return;
        };
        match turn.service {
            None => {
                group.on = turn.on;
                group.services.fill(turn.on);
            }
            Some(service) => {
                if let Some(on) = group.services.get_mut(service) {
                    *on = turn.on;
                }
                // Services that all say the same speak for the category; otherwise it keeps its own answer.
                if group.services.iter().all(|on| *on == turn.on) {
                    group.on = turn.on;
                }
            }
        }
    }
}

impl ImplicitClone for Switches {}

impl Reducible for Switches {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let mut turned = (*self).clone();
        turned.turn(turn);
        Rc::new(turned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn switches(on: bool, services: &[bool]) -> Switches {
        Switches(Rc::new([Group {
            on,
            services: services.to_vec(),
        }]))
    }

    fn turned(mut switches: Switches, service: Option<usize>, on: bool) -> Standing {
        switches.turn(Turn {
            category: 0,
            service,
            on,
        });
        switches.category(0)
    }

    const ON: Standing = Standing {
        on: true,
        mixed: false,
    };
    const OFF: Standing = Standing {
        on: false,
        mixed: false,
    };

    #[test]
    fn a_category_takes_its_services_along() {
        assert_eq!(turned(switches(false, &[false, true]), None, true), ON);
        assert_eq!(turned(switches(true, &[false, true]), None, false), OFF);
    }

    #[test]
    fn a_service_alone_leaves_the_category_mixed_and_as_it_was() {
        assert_eq!(
            turned(switches(false, &[false; 3]), Some(1), true),
            Standing {
                on: false,
                mixed: true
            }
        );
        assert_eq!(
            turned(switches(true, &[true; 3]), Some(1), false),
            Standing {
                on: true,
                mixed: true
            }
        );
    }

    #[test]
    fn the_last_service_takes_the_category_along() {
        assert_eq!(turned(switches(false, &[true, false]), Some(1), true), ON);
        assert_eq!(turned(switches(true, &[false, true]), Some(1), false), OFF);
        assert_eq!(turned(switches(false, &[false]), Some(0), true), ON);
    }

    #[test]
    fn a_switch_that_is_not_there_turns_nothing() {
        let before = switches(false, &[false]);
        let mut after = before.clone();
        after.turn(Turn {
            category: 7,
            service: None,
            on: true,
        });
        assert_eq!(after, before);
        assert_eq!(after.category(7), OFF);
        assert_eq!(after.service(0, 7), OFF);
    }
}
