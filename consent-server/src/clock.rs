//! The server's time, which never goes back: not for one site's log, whatever the machine's clock does.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from.
pub trait Clock: Send + Sync + fmt::Debug + 'static {
    /// Milliseconds since 1970.
    fn now(&self) -> u64;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "there is one machine")]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        // A machine that believes it is before 1970 is at 1970.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| u64::try_from(since.as_millis()).ok())
            .unwrap_or(0)
    }
}

/// A moment for one site's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Milliseconds since 1970, never before an earlier moment of the same site.
    pub(crate) millis: u64,
    /// The machine's clock was behind an earlier moment.
    pub(crate) stepped: bool,
}

/// The newest moment of one site's log.
#[derive(Debug)]
pub(crate) struct LogTime(AtomicU64);

impl LogTime {
    /// Starts after everything that is in the log already.
    pub(crate) const fn after(newest: u64) -> Self {
        Self(AtomicU64::new(newest))
    }

    /// The newest moment there was.
    pub(crate) fn newest(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Lets no later moment lie before this one.
    pub(crate) fn not_before(&self, millis: u64) {
        self.0.fetch_max(millis, Ordering::SeqCst);
    }

    /// The next moment.
    pub(crate) fn now(&self, clock: &dyn Clock) -> Moment {
        loop {
            // Read before the clock: what another thread stores in between is no backward step of the clock.
            let newest = self.0.load(Ordering::SeqCst);
            let now = clock.now();
            let moment = if now >= newest {
                Moment {
                    millis: now,
                    stepped: false,
                }
            } else {
                Moment {
                    millis: newest + 1,
                    stepped: true,
                }
            };
            let swapped = self
                .0
                .compare_exchange(newest, moment.millis, Ordering::SeqCst, Ordering::SeqCst);
            if swapped.is_ok() {
                return moment;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Hands(AtomicU64);

    impl Clock for Hands {
        fn now(&self) -> u64 {
            self.0.load(Ordering::SeqCst)
        }
    }

    #[test]
    fn time_goes_on_while_the_clock_has_stepped_back() {
        let clock = Hands(AtomicU64::new(1_000));
        let time = LogTime::after(0);
        let next = || {
            let moment = time.now(&clock);
            (moment.millis, moment.stepped)
        };
        assert_eq!(next(), (1_000, false));
        assert_eq!(next(), (1_000, false), "standing still is no step back");
        clock.0.store(400, Ordering::SeqCst);
        assert_eq!(next(), (1_001, true));
        assert_eq!(next(), (1_002, true));
        clock.0.store(1_003, Ordering::SeqCst);
        assert_eq!(next(), (1_003, false));
    }

    #[test]
    fn a_restart_does_not_go_back_either() {
        let clock = Hands(AtomicU64::new(10));
        assert_eq!(
            LogTime::after(50).now(&clock),
            Moment {
                millis: 51,
                stepped: true
            }
        );
    }

    #[test]
    fn threads_do_not_take_each_other_for_a_step_back() {
        let time = LogTime::after(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut last = 0;
                    for _ in 0..10_000 {
                        let moment = time.now(&Counting);
                        assert!(!moment.stepped && moment.millis >= last);
                        last = moment.millis;
                    }
                });
            }
        });
    }

    /// A clock that only goes forward, at every look.
    #[derive(Debug)]
    struct Counting;

    static LOOKS: AtomicU64 = AtomicU64::new(0);

    impl Clock for Counting {
        fn now(&self) -> u64 {
            LOOKS.fetch_add(1, Ordering::SeqCst)
        }
    }
}
