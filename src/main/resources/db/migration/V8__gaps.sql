-- What slips through between a PBX and the service.

CREATE TABLE gap (
    id        uuid        NOT NULL,
    kind      text        NOT NULL,
    subject   uuid        NOT NULL,
    source    text,
    at        timestamptz NOT NULL,
    found_at  timestamptz NOT NULL,
    closed_at timestamptz,
    CONSTRAINT gap_pk PRIMARY KEY (id),
    CONSTRAINT gap_once UNIQUE (kind, subject),
    CONSTRAINT gap_kind_known CHECK (kind IN ('CALL_WITHOUT_RECORDING', 'RECORDING_WITHOUT_CALL', 'EMPTY_RECORDING',
        'TRUNCATED_RECORDING', 'FLAG_WITHOUT_RECORDING', 'RECORDING_FAILED', 'RECORDING_NOT_FETCHED', 'COPY_NOT_DELETED'))
);
CREATE INDEX gap_found ON gap (found_at, id);

COMMENT ON TABLE gap IS 'What slipped through between a PBX and the service. Nothing personal: it names rows by our own identifiers';
COMMENT ON COLUMN gap.id IS 'Our own identifier; not in the order of time';
COMMENT ON COLUMN gap.kind IS 'What is missing or wrong';
COMMENT ON COLUMN gap.subject IS 'Our identifier of the call, the recording or the fetch, by the kind';
COMMENT ON COLUMN gap.source IS 'The PBX; null for a flag on a call of which nothing was told';
COMMENT ON COLUMN gap.at IS 'When the call ended, the recording came, the flag was set, or the fetch or the deletion was given up, or was late';
COMMENT ON COLUMN gap.found_at IS 'When it was noticed, by the database''s time';
COMMENT ON COLUMN gap.closed_at IS 'When what was missing came after all';

ALTER TABLE call ADD told boolean NOT NULL DEFAULT false, ADD answered boolean NOT NULL DEFAULT false;
UPDATE call SET told = call_id IS NULL OR EXISTS (SELECT FROM call_fact f WHERE f.call_ref = call.id AND f.kind <> 'RECORDED'),
    answered = EXISTS (SELECT FROM call_fact f WHERE f.call_ref = call.id AND f.kind = 'ANSWERED');
CREATE INDEX call_ended ON call (ended_at) WHERE told;
CREATE INDEX call_answered ON call (source) WHERE answered;

COMMENT ON COLUMN call.told IS 'An event told of the call; kept when its facts are deleted';
COMMENT ON COLUMN call.answered IS 'An event told that the call was answered; kept when its facts are deleted';
