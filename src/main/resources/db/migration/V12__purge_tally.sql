-- What was purged, counted by days, so that a report need not count the rows again (decision 25).

CREATE TABLE purge_tally_state (
    only_one      boolean     NOT NULL DEFAULT true,
    tallied_until timestamptz,
    CONSTRAINT purge_tally_state_pk PRIMARY KEY (only_one),
    CONSTRAINT purge_tally_state_only_one CHECK (only_one)
);
INSERT INTO purge_tally_state DEFAULT VALUES;

COMMENT ON TABLE purge_tally_state IS 'How far the purged recordings are tallied, in one row';
COMMENT ON COLUMN purge_tally_state.only_one IS 'Always true: a second row would be a second true';
COMMENT ON COLUMN purge_tally_state.tallied_until IS 'Every recording purged before this instant is in the tallies, and no other; the beginning of a day in UTC, null before the first';

CREATE TABLE purged_tally (
    day        timestamptz NOT NULL,
    flagged    boolean     NOT NULL,
    lag_ms     bigint      NOT NULL,
    lag_ms_up  bigint      NOT NULL,
    recordings bigint      NOT NULL,
    CONSTRAINT purged_tally_pk PRIMARY KEY (day, flagged, lag_ms, lag_ms_up)
);

COMMENT ON TABLE purged_tally IS 'Purged recordings by the day on which they were, and by how late';
COMMENT ON COLUMN purged_tally.day IS 'Beginning of the day of purged_at, in UTC';
COMMENT ON COLUMN purged_tally.flagged IS 'Whether they were kept for the long period';
COMMENT ON COLUMN purged_tally.lag_ms IS 'From due_at to purged_at in milliseconds, rounded as the report does: half up';
COMMENT ON COLUMN purged_tally.lag_ms_up IS 'The same, rounded up: to be compared with a tolerance of whole milliseconds';
COMMENT ON COLUMN purged_tally.recordings IS 'How many';

CREATE TABLE received_tally (
    day        timestamptz NOT NULL,
    purged     timestamptz NOT NULL,
    flagged    boolean     NOT NULL,
    recordings bigint      NOT NULL,
    CONSTRAINT received_tally_pk PRIMARY KEY (day, purged, flagged)
);

COMMENT ON TABLE received_tally IS 'The same recordings by the day on which they were received';
COMMENT ON COLUMN received_tally.day IS 'Beginning of the day of received_at, in UTC';
COMMENT ON COLUMN received_tally.purged IS 'Beginning of the day of purged_at, in UTC';
COMMENT ON COLUMN received_tally.flagged IS 'Whether they were kept for the long period';
COMMENT ON COLUMN received_tally.recordings IS 'How many';

-- What never was stored is not tallied: a retry takes its row away.
CREATE INDEX recording_never_stored ON recording (received_at) WHERE state IN ('REFUSED', 'FAILED');
