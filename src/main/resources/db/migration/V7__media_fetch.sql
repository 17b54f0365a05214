-- Recordings that lie ready at a PBX.

CREATE TABLE media_fetch (
    id            uuid        NOT NULL,
    source        text        NOT NULL,
    call_key      bytea       NOT NULL,
    recording_key bytea       NOT NULL,
    call_id       text,
    recording_id  text,
    url           text,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz NOT NULL,
    state         text        NOT NULL,
    attempts      integer     NOT NULL DEFAULT 0,
    told_at       timestamptz NOT NULL,
    give_up_at    timestamptz NOT NULL,
    next_at       timestamptz,
    ended_when    timestamptz,
    outcome       text,
    CONSTRAINT media_fetch_pk PRIMARY KEY (id),
    CONSTRAINT media_fetch_once UNIQUE (source, call_key, recording_key),
    CONSTRAINT media_fetch_keys_are_sha256 CHECK (length(call_key) = 32 AND length(recording_key) = 32),
    CONSTRAINT media_fetch_state_known CHECK (state IN ('TO_FETCH', 'TO_DELETE', 'DONE', 'GIVEN_UP')),
    CONSTRAINT media_fetch_over_is_stripped CHECK ((state IN ('DONE', 'GIVEN_UP')) = (next_at IS NULL)
        AND (next_at IS NOT NULL OR (call_id IS NULL AND recording_id IS NULL AND url IS NULL))),
    CONSTRAINT media_fetch_ends_after_start CHECK (ended_at >= started_at)
);
CREATE INDEX media_fetch_next ON media_fetch (next_at) WHERE next_at IS NOT NULL;

COMMENT ON TABLE media_fetch IS 'Recordings that a PBX said lie ready: to be fetched, then to be deleted there. What names them is emptied when nothing is left to do; the row stays so that a repeated message is recognised';
COMMENT ON COLUMN media_fetch.id IS 'Our own identifier (UUID version 7)';
COMMENT ON COLUMN media_fetch.source IS 'The PBX';
COMMENT ON COLUMN media_fetch.call_key IS 'SHA-256 of the PBX''s call identifier';
COMMENT ON COLUMN media_fetch.recording_key IS 'SHA-256 of the PBX''s recording identifier';
COMMENT ON COLUMN media_fetch.call_id IS 'The PBX''s call identifier; null when nothing is left to do';
COMMENT ON COLUMN media_fetch.recording_id IS 'The PBX''s recording identifier; null when nothing is left to do';
COMMENT ON COLUMN media_fetch.url IS 'Where it lies; null when nothing is left to do';
COMMENT ON COLUMN media_fetch.started_at IS 'Start of the recording by the PBX';
COMMENT ON COLUMN media_fetch.ended_at IS 'End of the recording by the PBX, never later than when it was told';
COMMENT ON COLUMN media_fetch.state IS 'TO_FETCH; TO_DELETE: ours is stored or was refused as too late, the PBX''s copy is still there; DONE; GIVEN_UP: a gap';
COMMENT ON COLUMN media_fetch.attempts IS 'How often it was tried';
COMMENT ON COLUMN media_fetch.told_at IS 'When it was written down, by the database''s time';
COMMENT ON COLUMN media_fetch.give_up_at IS 'Until when it is tried: as long as the PBX keeps the file';
COMMENT ON COLUMN media_fetch.next_at IS 'When it is tried next, or when the lease of the one who tries it ends; null when nothing is left to do';
COMMENT ON COLUMN media_fetch.ended_when IS 'When nothing was left to do';
COMMENT ON COLUMN media_fetch.outcome IS 'The kind of the last failure, as the audit names refusals; null when there was none';
