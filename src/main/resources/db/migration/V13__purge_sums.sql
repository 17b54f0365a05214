-- So that a report over years reads little (decision 27): what was purged, added up since the beginning of the month and since ever, and an index of the
-- recordings that were saved.

ALTER TABLE purge_tally_state ADD summed_until timestamptz;

COMMENT ON COLUMN purge_tally_state.summed_until IS 'Every day before this instant is in purged_sum, and no other; the beginning of a day in UTC, tallied_until or earlier, null before the first';

CREATE TABLE purged_sum (
    since      timestamptz NOT NULL,
    until      timestamptz NOT NULL,
    flagged    boolean     NOT NULL,
    lag_ms     bigint      NOT NULL,
    lag_ms_up  bigint      NOT NULL,
    recordings bigint      NOT NULL,
    CONSTRAINT purged_sum_pk PRIMARY KEY (until, since, flagged, lag_ms, lag_ms_up)
);

COMMENT ON TABLE purged_sum IS 'The counts of purged_tally, added up: from the beginning of a month to each of its days, and from the very first day to each month';
COMMENT ON COLUMN purged_sum.since IS 'First day that is in it: the beginning of the month of the last one, in UTC; -infinity where until begins a month and all days before are in it';
COMMENT ON COLUMN purged_sum.until IS 'Beginning of the day after the last that is in it, in UTC';
COMMENT ON COLUMN purged_sum.flagged IS 'As in purged_tally';
COMMENT ON COLUMN purged_sum.lag_ms IS 'As in purged_tally';
COMMENT ON COLUMN purged_sum.lag_ms_up IS 'As in purged_tally';
COMMENT ON COLUMN purged_sum.recordings IS 'How many';

CREATE INDEX recording_saved ON recording (call_ref) WHERE flagged AND state NOT IN ('REFUSED', 'FAILED');
