-- Inboxes: buckets into which PBXs put their recordings.

CREATE TABLE inbox (
    source        text        NOT NULL,
    looked_at     timestamptz NOT NULL,
    failing_since timestamptz,
    waiting       integer     NOT NULL,
    refused       integer     NOT NULL,
    CONSTRAINT inbox_pk PRIMARY KEY (source)
);

COMMENT ON TABLE inbox IS 'How the last round through each inbox ended, for metrics and health of every replica. Nothing personal';
COMMENT ON COLUMN inbox.source IS 'The PBX';
COMMENT ON COLUMN inbox.looked_at IS 'When the last round ended, by the database''s time';
COMMENT ON COLUMN inbox.failing_since IS 'The end of the first of the rounds in a row in which something failed; null when all went well';
COMMENT ON COLUMN inbox.waiting IS 'How many objects the last round could not take or remove';
COMMENT ON COLUMN inbox.refused IS 'How many objects lie there that never can be taken';

ALTER TABLE gap DROP CONSTRAINT gap_kind_known;
ALTER TABLE gap ADD CONSTRAINT gap_kind_known CHECK (kind IN ('CALL_WITHOUT_RECORDING', 'RECORDING_WITHOUT_CALL', 'EMPTY_RECORDING',
    'TRUNCATED_RECORDING', 'FLAG_WITHOUT_RECORDING', 'RECORDING_FAILED', 'RECORDING_NOT_FETCHED',
    'COPY_NOT_DELETED', 'OBJECT_REFUSED'));
COMMENT ON COLUMN gap.subject IS 'Our identifier of the call, the recording, the fetch or the object, by the kind';
