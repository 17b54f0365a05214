-- From where, who was refused, who read the audit, and which settings changed.

ALTER TABLE audit_event
    ADD address text,
    DROP CONSTRAINT audit_event_type_known,
    ADD CONSTRAINT audit_event_type_known CHECK (type IN
        ('RECEIVED', 'FAILED', 'REFUSED', 'FLAGGED', 'UNFLAGGED', 'LISTENED', 'PURGED', 'SETTINGS_CHANGED',
         'MISSING', 'FOUND', 'RECONCILED',
         'LISTENING_REFUSED', 'FORBIDDEN', 'LOGIN_FAILED', 'AUDIT_READ'));

COMMENT ON COLUMN audit_event.address IS 'The client''s IP address; null for the service itself, and for what it does for a source later than its request';
COMMENT ON COLUMN audit_event.actor IS 'The user or source who did it; slettefrist for the service itself; of a failed login the configured name that was told, else unknown';

CREATE TABLE setting_seen (
    name   text  NOT NULL,
    salt   bytea NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT setting_seen_pk PRIMARY KEY (name),
    CONSTRAINT setting_seen_tells_no_value CHECK (octet_length(digest) = 2)
);

COMMENT ON TABLE setting_seen IS 'The settings of the last start, to see at the next one which changed. Never a value';
COMMENT ON COLUMN setting_seen.name IS 'The name of the setting';
COMMENT ON COLUMN setting_seen.salt IS 'Random, of this setting alone';
COMMENT ON COLUMN setting_seen.digest IS 'The first two bytes of the SHA-256 of salt and value: enough to see a change, too little to confirm a guessed secret';
