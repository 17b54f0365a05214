-- What is known of calls and recordings. PostgreSQL 15 or newer (NULLS NOT DISTINCT).

CREATE TABLE installation (
    id       uuid    NOT NULL DEFAULT gen_random_uuid(),
    only_one boolean NOT NULL DEFAULT true,
    CONSTRAINT installation_pk PRIMARY KEY (id),
    CONSTRAINT installation_once UNIQUE (only_one),
    CONSTRAINT installation_only_one CHECK (only_one),
    CONSTRAINT installation_is_not_nobody CHECK (left(id::text, 8) <> '00000000')
);
INSERT INTO installation DEFAULT VALUES;

COMMENT ON TABLE installation IS 'Which installation this database belongs to, in one row. Its objects'' keys begin with it, and only those are ever deleted';
COMMENT ON COLUMN installation.id IS 'Random, given by the migration; its first 8 digits name the installation in object keys. Never to be changed';
COMMENT ON COLUMN installation.only_one IS 'Always true: a second row would be a second true';

CREATE TABLE call (
    id            uuid        NOT NULL,
    source        text,
    call_key      bytea       NOT NULL,
    call_id       text,
    started_at    timestamptz,
    ended_at      timestamptz,
    ongoing_until timestamptz,
    flagged       boolean     NOT NULL DEFAULT false,
    flagged_at    timestamptz,
    flagged_by    text,
    flag_reason   text,
    flag_note     text,
    forget_at     timestamptz,
    CONSTRAINT call_pk PRIMARY KEY (id),
    CONSTRAINT call_identity UNIQUE NULLS NOT DISTINCT (call_key, source),
    CONSTRAINT call_key_is_sha256 CHECK (length(call_key) = 32),
    CONSTRAINT call_flag_reason_known CHECK (flag_reason IN ('THREAT', 'HARASSMENT', 'OTHER')),
    CONSTRAINT call_flagged_when CHECK (flagged = (flagged_at IS NOT NULL)),
    CONSTRAINT call_unflagged_has_no_flag CHECK (flagged OR (flagged_by IS NULL AND flag_reason IS NULL AND flag_note IS NULL))
);
CREATE INDEX call_forget ON call (forget_at) WHERE forget_at IS NOT NULL;
CREATE INDEX call_listing ON call (started_at DESC, id DESC) WHERE call_id IS NOT NULL;
CREATE INDEX call_flagged_time ON call (flagged_at) WHERE flagged;

COMMENT ON TABLE call IS 'A telephone call, or a flag that waits for one. What is personal is emptied when its last recording is gone; the row stays as a tombstone';
COMMENT ON COLUMN call.id IS 'Our own identifier (UUID version 7); the audit names the call by it';
COMMENT ON COLUMN call.source IS 'The PBX that told of the call; null while only a flag without a source is known';
COMMENT ON COLUMN call.call_key IS 'SHA-256 of the PBX''s call identifier: finds the call again after the identifier is emptied';
COMMENT ON COLUMN call.call_id IS 'The PBX''s call identifier; null once forgotten';
COMMENT ON COLUMN call.started_at IS 'Earliest start told by an event or a recording';
COMMENT ON COLUMN call.ended_at IS 'Latest end told by an event or a recording';
COMMENT ON COLUMN call.ongoing_until IS 'While the call is going on: when it is taken as ended even without an event; null once an end was told';
COMMENT ON COLUMN call.flagged IS 'Saved by an operator: all its recordings, and those still to come, have the long period';
COMMENT ON COLUMN call.flagged_at IS 'When it was flagged, by the database''s time';
COMMENT ON COLUMN call.flagged_by IS 'User who flagged it; null once forgotten';
COMMENT ON COLUMN call.flag_reason IS 'THREAT, HARASSMENT or OTHER; null once forgotten';
COMMENT ON COLUMN call.flag_note IS 'The operator''s note; null once forgotten';
COMMENT ON COLUMN call.forget_at IS 'When the sweep must empty what is personal; null while a recording keeps it, or when nothing is left to empty';

CREATE TABLE call_fact (
    id        uuid        NOT NULL,
    call_ref  uuid        NOT NULL,
    kind      text        NOT NULL,
    at        timestamptz NOT NULL,
    operator  text,
    queue     text,
    caller    text,
    callee    text,
    direction text,
    CONSTRAINT call_fact_pk PRIMARY KEY (id),
    CONSTRAINT call_fact_call_fk FOREIGN KEY (call_ref) REFERENCES call (id),
    CONSTRAINT call_fact_once UNIQUE NULLS NOT DISTINCT (call_ref, kind, at, operator, queue, caller, callee, direction),
    CONSTRAINT call_fact_kind_known CHECK (kind IN ('STARTED', 'ANSWERED', 'ENDED', 'RECORDED')),
    CONSTRAINT call_fact_direction_known CHECK (direction IN ('INBOUND', 'OUTBOUND'))
);
CREATE INDEX call_fact_operator ON call_fact (operator) WHERE operator IS NOT NULL;

COMMENT ON TABLE call_fact IS 'What an event or an upload told of a call; the call as shown is folded from these in the order of their times. Deleted, all of a call together, when the call is forgotten';
COMMENT ON COLUMN call_fact.id IS 'Means nothing outside the database';
COMMENT ON COLUMN call_fact.call_ref IS 'The call';
COMMENT ON COLUMN call_fact.kind IS 'STARTED, ANSWERED, ENDED: an event; RECORDED: told with a recording';
COMMENT ON COLUMN call_fact.at IS 'When it happened by the PBX, never later than when it was told';
COMMENT ON COLUMN call_fact.operator IS 'Extension or name of the operator who takes part';
COMMENT ON COLUMN call_fact.queue IS 'Queue the call came through';
COMMENT ON COLUMN call_fact.caller IS 'Calling number: personal';
COMMENT ON COLUMN call_fact.callee IS 'Called number: personal';
COMMENT ON COLUMN call_fact.direction IS 'INBOUND or OUTBOUND';

CREATE TABLE recording (
    id            uuid        NOT NULL,
    call_ref      uuid        NOT NULL,
    source        text        NOT NULL,
    call_id       text,
    recording_key bytea       NOT NULL,
    recording_id  text,
    state         text        NOT NULL,
    flagged       boolean     NOT NULL,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz NOT NULL,
    received_at   timestamptz NOT NULL,
    retain_from   timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    purged_at     timestamptz,
    object_key    text,
    content_type  text,
    size_bytes    bigint,
    sha256        text,
    sweep_at      timestamptz,
    CONSTRAINT recording_pk PRIMARY KEY (id),
    CONSTRAINT recording_call_fk FOREIGN KEY (call_ref) REFERENCES call (id),
    CONSTRAINT recording_object_key_once UNIQUE (object_key),
    CONSTRAINT recording_key_is_sha256 CHECK (length(recording_key) = 32),
    CONSTRAINT recording_state_known CHECK (state IN ('RECEIVING', 'STORED', 'PURGING', 'PURGED', 'REFUSED', 'FAILED')),
    CONSTRAINT recording_ends_after_start CHECK (ended_at >= started_at),
    CONSTRAINT recording_retained_from_the_earlier CHECK (retain_from = least(ended_at, received_at)),
    CONSTRAINT recording_due_at_deadline_or_later CHECK (state = 'FAILED' OR due_at >= expires_at),
    CONSTRAINT recording_stored_is_whole CHECK (state NOT IN ('STORED', 'PURGING')
        OR (object_key IS NOT NULL AND sha256 IS NOT NULL AND size_bytes IS NOT NULL AND content_type IS NOT NULL)),
    CONSTRAINT recording_bytes_are_swept CHECK ((object_key IS NULL) = (sweep_at IS NULL)),
    CONSTRAINT recording_purged_when CHECK ((state = 'PURGED') = (purged_at IS NOT NULL)),
    CONSTRAINT recording_gone_is_stripped CHECK (state NOT IN ('PURGED', 'REFUSED')
        OR (object_key IS NULL AND call_id IS NULL AND recording_id IS NULL AND sha256 IS NULL AND content_type IS NULL))
);
CREATE UNIQUE INDEX recording_once ON recording (call_ref, recording_key) WHERE state IN ('STORED', 'PURGING', 'PURGED', 'REFUSED');
CREATE INDEX recording_call ON recording (call_ref);
CREATE INDEX recording_sweep ON recording (sweep_at) WHERE sweep_at IS NOT NULL;
CREATE INDEX recording_due ON recording (due_at) WHERE sweep_at IS NOT NULL;
CREATE INDEX recording_received ON recording (received_at);
CREATE INDEX recording_purged ON recording (purged_at, id) WHERE state = 'PURGED';

COMMENT ON TABLE recording IS 'One recording, from the start of its upload to long after its purge. The row decides; the object store only holds the bytes';
COMMENT ON COLUMN recording.id IS 'Our own identifier (UUID version 7)';
COMMENT ON COLUMN recording.call_ref IS 'The call it belongs to';
COMMENT ON COLUMN recording.source IS 'The PBX that delivered it';
COMMENT ON COLUMN recording.call_id IS 'The PBX''s call identifier; null once purged or refused';
COMMENT ON COLUMN recording.recording_key IS 'SHA-256 of the PBX''s recording identifier: recognises a retry after the identifier is emptied';
COMMENT ON COLUMN recording.recording_id IS 'The PBX''s recording identifier; null once purged or refused';
COMMENT ON COLUMN recording.state IS 'RECEIVING: bytes are coming in; STORED; PURGING: claimed for deletion; PURGED: every byte confirmed absent; REFUSED: came too late; FAILED: the upload did not succeed';
COMMENT ON COLUMN recording.flagged IS 'Kept for the long period';
COMMENT ON COLUMN recording.started_at IS 'Start of the recording by the PBX';
COMMENT ON COLUMN recording.ended_at IS 'End of the recording by the PBX';
COMMENT ON COLUMN recording.received_at IS 'When the upload began, by the database''s time';
COMMENT ON COLUMN recording.retain_from IS 'The earlier of ended_at and received_at: the period counts from here';
COMMENT ON COLUMN recording.expires_at IS 'Deadline: from this instant on nobody gets the audio';
COMMENT ON COLUMN recording.due_at IS 'The deadline, or the later moment at which an unflag or a shorter policy made it lie in the past; lag counts from here';
COMMENT ON COLUMN recording.purged_at IS 'When every byte was confirmed absent';
COMMENT ON COLUMN recording.object_key IS 'Where the bytes lie, beginning with rec/ and the installation; not null exactly as long as there may be bytes';
COMMENT ON COLUMN recording.content_type IS 'Media type by the first bytes';
COMMENT ON COLUMN recording.size_bytes IS 'Size in bytes; kept after the purge';
COMMENT ON COLUMN recording.sha256 IS 'SHA-256 of the bytes, 64 hexadecimal digits; null once purged';
COMMENT ON COLUMN recording.sweep_at IS 'When the sweep must next look at the row: the due time, the end of an upload''s or a claim''s lease, or a retry; null when no bytes can be left';

CREATE TABLE retention_policy (
    id             bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    effective_from timestamptz NOT NULL,
    unflagged      bigint      NOT NULL,
    flagged        bigint      NOT NULL,
    CONSTRAINT retention_policy_pk PRIMARY KEY (id),
    CONSTRAINT retention_policy_positive CHECK (unflagged > 0 AND flagged >= unflagged)
);

COMMENT ON TABLE retention_policy IS 'Every pair of periods that was in force; the newest row is in force now';
COMMENT ON COLUMN retention_policy.id IS 'Ascending in time';
COMMENT ON COLUMN retention_policy.effective_from IS 'Since when, by the database''s time';
COMMENT ON COLUMN retention_policy.unflagged IS 'Period of a recording that nobody saved, in microseconds';
COMMENT ON COLUMN retention_policy.flagged IS 'Period of a saved recording, in microseconds';
