-- Recordings that lie ready at a PBX.

CREATE TABLE media_fetch (
    id            uuid        NOT NULL,
    source        text        NOT NULL,
    call_key      bytea       NOT NULL,
    recording_key bytea       NOT NULL,
    call_id       text,
    recording_id  text,
    url           text,
    deletion_url  text,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz NOT NULL,
    state         text        NOT NULL,
    told_at       timestamptz NOT NULL,
    since         timestamptz NOT NULL,
    give_up_at    timestamptz NOT NULL,
    next_at       timestamptz,
    claim         uuid,
    attempts      integer     NOT NULL DEFAULT 0,
    outcome       text,
    ended_when    timestamptz,
    CONSTRAINT media_fetch_pk PRIMARY KEY (id),
    CONSTRAINT media_fetch_once UNIQUE (source, call_key, recording_key),
    CONSTRAINT media_fetch_keys_are_sha256 CHECK (length(call_key) = 32 AND length(recording_key) = 32),
    CONSTRAINT media_fetch_state_known CHECK (state IN ('TO_FETCH', 'TO_DELETE', 'DONE', 'GIVEN_UP', 'COPY_LEFT')),
    CONSTRAINT media_fetch_holds_what_it_needs CHECK (CASE state
        WHEN 'TO_FETCH' THEN call_id IS NOT NULL AND recording_id IS NOT NULL AND url IS NOT NULL AND deletion_url IS NOT NULL
        WHEN 'TO_DELETE' THEN call_id IS NULL AND recording_id IS NULL AND url IS NULL AND deletion_url IS NOT NULL
        ELSE call_id IS NULL AND recording_id IS NULL AND url IS NULL AND deletion_url IS NULL END),
    CONSTRAINT media_fetch_waits_or_is_over CHECK (CASE WHEN state IN ('TO_FETCH', 'TO_DELETE')
        THEN next_at IS NOT NULL AND ended_when IS NULL
        ELSE next_at IS NULL AND claim IS NULL AND ended_when IS NOT NULL END),
    CONSTRAINT media_fetch_ends_after_start CHECK (ended_at >= started_at)
);
CREATE INDEX media_fetch_next ON media_fetch (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX media_fetch_over ON media_fetch (ended_when) WHERE ended_when IS NOT NULL;

-- What may be personal, and for how long: the identifiers and the first address only while the recording may still be stored. Of a call that
-- nobody saved that ends with the short period: the attempt made at that moment finds it late. The second address stays until the PBX's copy
-- is gone, because nothing else could end that copy, at the latest until give_up_at; then the copy is a gap. Where the source says that copies
-- are deleted, one that was given up stays TO_FETCH: its copy is the only one, and may be deleted at its deadline only.
COMMENT ON TABLE media_fetch IS 'Recordings that a PBX said lie ready: to be fetched, then to be deleted there. When nothing is left to do, the row stays so that a repeated message is recognised, and is forgotten after slettefrist.webhook.remember';
COMMENT ON COLUMN media_fetch.id IS 'Our own identifier (UUID version 7)';
COMMENT ON COLUMN media_fetch.source IS 'The PBX';
COMMENT ON COLUMN media_fetch.call_key IS 'SHA-256 of the PBX''s call identifier';
COMMENT ON COLUMN media_fetch.recording_key IS 'SHA-256 of the PBX''s recording identifier';
COMMENT ON COLUMN media_fetch.call_id IS 'The PBX''s call identifier; null once the recording is stored, too late or GIVEN_UP';
COMMENT ON COLUMN media_fetch.recording_id IS 'The PBX''s recording identifier; null likewise';
COMMENT ON COLUMN media_fetch.url IS 'Where it lies; null likewise';
COMMENT ON COLUMN media_fetch.deletion_url IS 'What a DELETE of removes the PBX''s copy; null when nothing is left to do';
COMMENT ON COLUMN media_fetch.started_at IS 'Start of the recording by the PBX';
COMMENT ON COLUMN media_fetch.ended_at IS 'End of the recording by the PBX, never later than when it was told';
COMMENT ON COLUMN media_fetch.state IS 'TO_FETCH; TO_DELETE: ours is stored or was refused as too late, the PBX''s copy is still there; DONE; GIVEN_UP: never fetched, a gap, where the PBX''s copy is not to be deleted; COPY_LEFT: stored or too late, but the PBX''s copy could not be deleted, a gap';
COMMENT ON COLUMN media_fetch.told_at IS 'When it was written down, by the database''s time';
COMMENT ON COLUMN media_fetch.since IS 'Since when it is to be fetched, or to be deleted';
COMMENT ON COLUMN media_fetch.give_up_at IS 'Until when it is tried to fetch it: as long as the PBX keeps the file; or until when it is tried to delete the PBX''s copy. In the past while one that was given up waits for its deadline';
COMMENT ON COLUMN media_fetch.next_at IS 'When it is tried next, or when the lease of the one who tries it ends; null when nothing is left to do';
COMMENT ON COLUMN media_fetch.claim IS 'Of the one who tries it, made for this attempt; null when nobody does';
COMMENT ON COLUMN media_fetch.attempts IS 'How often it was tried';
COMMENT ON COLUMN media_fetch.outcome IS 'What came of the last attempt: stored, late, or the kind of failure; null before the first';
COMMENT ON COLUMN media_fetch.ended_when IS 'Since when nothing is left to do';
