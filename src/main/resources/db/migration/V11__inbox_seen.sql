-- When objects that were written in parts were first seen in an inbox.

CREATE TABLE inbox_seen (
    object     uuid        NOT NULL,
    source     text        NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL,
    CONSTRAINT inbox_seen_pk PRIMARY KEY (object)
);

COMMENT ON TABLE inbox_seen IS 'Objects in inboxes that were written in parts: a store may not say when they were complete, the first look that finds them does. A row goes with its object';
COMMENT ON COLUMN inbox_seen.object IS 'A hash of the source, the name and the version; nothing leads back to the name';
COMMENT ON COLUMN inbox_seen.source IS 'The PBX';
COMMENT ON COLUMN inbox_seen.first_seen IS 'When it was first listed, by the database''s time';
COMMENT ON COLUMN inbox_seen.last_seen IS 'When it was last listed, to an hour; a day later the row goes';
