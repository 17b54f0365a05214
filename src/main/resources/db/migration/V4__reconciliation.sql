-- Rows without objects, and how the last comparison of bucket and rows ended.

ALTER TABLE recording
    ADD COLUMN missing_since timestamptz,
    ADD CONSTRAINT recording_missing_may_be_heard CHECK (missing_since IS NULL OR state IN ('STORED', 'PURGING'));
CREATE INDEX recording_key_order ON recording (object_key COLLATE "C") WHERE state = 'STORED';
CREATE INDEX recording_missing ON recording (missing_since) WHERE missing_since IS NOT NULL;

COMMENT ON COLUMN recording.missing_since IS 'When it was found that the store has no object that can be read; null while it has one, and once purged. Changes neither deadline nor flag';

ALTER TABLE audit_event
    DROP CONSTRAINT audit_event_type_known,
    ADD CONSTRAINT audit_event_type_known CHECK (type IN
        ('RECEIVED', 'FAILED', 'REFUSED', 'FLAGGED', 'UNFLAGGED', 'LISTENED', 'PURGED', 'SETTINGS_CHANGED',
         'MISSING', 'FOUND', 'RECONCILED'));

CREATE TABLE reconciliation (
    only_one        boolean     NOT NULL DEFAULT true,
    ended_at        timestamptz NOT NULL,
    completed_at    timestamptz,
    stopped         boolean     NOT NULL,
    objects         bigint      NOT NULL,
    foreign_objects bigint      NOT NULL,
    unsettled       bigint      NOT NULL,
    CONSTRAINT reconciliation_pk PRIMARY KEY (only_one),
    CONSTRAINT reconciliation_only_one CHECK (only_one)
);

COMMENT ON TABLE reconciliation IS 'How the last comparison of bucket and rows ended, in one row; none before the first';
COMMENT ON COLUMN reconciliation.only_one IS 'Always true: a second row would be a second true';
COMMENT ON COLUMN reconciliation.ended_at IS 'When the last run ended, by the database''s time';
COMMENT ON COLUMN reconciliation.completed_at IS 'When the last run ended that went through everything; null before the first';
COMMENT ON COLUMN reconciliation.stopped IS 'Whether the last run deleted nothing because so many recordings were missing that the bucket or the database is likely the wrong one';
COMMENT ON COLUMN reconciliation.objects IS 'Objects in the bucket; as the last complete run counted them';
COMMENT ON COLUMN reconciliation.foreign_objects IS 'Those of them that are not of this installation and are never touched';
COMMENT ON COLUMN reconciliation.unsettled IS 'Objects and uploads without a row whose absence could not be confirmed; the next run tries again';
