//! What every engine of the store must do: one set of tests, run on each.
//!
//! An engine's own test file says `mod suite;` and `on_every_promise!(open)`, where `open` is an asynchronous
//! function that gives an empty store and whatever must live as long as it does.

pub(crate) mod samples;

pub(crate) mod batches;
pub(crate) mod declared;
pub(crate) mod erasing;
pub(crate) mod growing;
pub(crate) mod proving;

/// Makes a test of every promise for an engine.
macro_rules! on_every_promise {
    ($open:path) => {
        suite::on_every_promise!($open;
            batches: [
                a_batch_is_kept_with_its_places_and_comes_back_as_it_went_in,
                the_same_again_answers_as_the_first_time,
                the_same_id_with_other_content_is_a_conflict_and_nothing_of_the_batch_is_kept,
                a_decision_under_another_id_is_a_replay_and_nothing_of_the_batch_is_kept,
                a_hundred_parallel_duplicates_make_one_row_and_one_signature,
                a_bad_batch_spoils_no_other_of_its_time,
                an_id_twice_in_one_batch_is_one_entry,
                entries_that_are_nobodys_are_kept_too,
                a_batch_of_nothing_is_nothing,
            ];
            growing: [
                places_are_gapless_under_parallel_writers,
                sites_do_not_mix,
                entries_are_paged,
                a_subjects_history_is_in_order,
                what_has_ended_is_found_the_oldest_first,
                decisions_are_counted,
                a_duplicate_is_not_counted_twice,
            ];
            erasing: [
                erasing_leaves_the_place_and_takes_the_content,
                an_erased_id_does_not_come_back,
                a_refused_tombstone_erases_nothing,
                only_records_of_somebody_are_erased,
                a_subject_without_records_keeps_no_link,
                what_was_counted_stays_counted,
                after_erasure_every_other_proof_holds_and_guessing_fails,
            ];
            proving: [
                every_entry_is_proved_in_trees_of_several_sizes,
                every_tree_is_proved_to_have_grown_out_of_every_earlier_one,
                nodes_are_the_roots_of_their_leaves,
                proofs_beyond_the_log_are_refused,
            ];
            declared: [
                checkpoints_are_kept_in_order,
                policies_and_notices_are_kept_once,
                keys_are_kept_and_revoked,
                a_public_key_stops_signing_once,
                links_lead_from_account_to_subjects,
                the_engine_answers_until_it_is_closed,
            ];
        );
    };
    ($open:path; $($file:ident: [$($promise:ident,)*];)*) => {
        $($(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $promise() {
                let (store, _keep) = $open().await;
                suite::$file::$promise(store).await;
            }
        )*)*
    };
}
pub(crate) use on_every_promise;
