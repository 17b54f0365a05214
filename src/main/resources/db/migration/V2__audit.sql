-- Who did what when: append-only by rights and by trigger.

CREATE TABLE audit_event (
    id        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    at        timestamptz NOT NULL,
    type      text        NOT NULL,
    actor     text        NOT NULL,
    call_ref  uuid,
    recording uuid,
    reason    text,
    detail    text,
    CONSTRAINT audit_event_pk PRIMARY KEY (id),
    CONSTRAINT audit_event_type_known CHECK (type IN
        ('RECEIVED', 'FAILED', 'REFUSED', 'FLAGGED', 'UNFLAGGED', 'LISTENED', 'PURGED', 'SETTINGS_CHANGED'))
);
CREATE INDEX audit_event_time ON audit_event (at, id);

COMMENT ON TABLE audit_event IS 'Append-only record of who did what when; the service writes no number, no name of a citizen and no note; a reason for listening is the listener''s own text';
COMMENT ON COLUMN audit_event.id IS 'Ascending in the order of writing';
COMMENT ON COLUMN audit_event.at IS 'When, by the database''s time';
COMMENT ON COLUMN audit_event.type IS 'What was done';
COMMENT ON COLUMN audit_event.actor IS 'The user or source who did it; slettefrist for the service itself';
COMMENT ON COLUMN audit_event.call_ref IS 'Our identifier of the call, where one is concerned';
COMMENT ON COLUMN audit_event.recording IS 'Our identifier of the recording, where one is concerned';
COMMENT ON COLUMN audit_event.reason IS 'The reason given for listening, or the reason of a flag (THREAT, HARASSMENT, OTHER)';
COMMENT ON COLUMN audit_event.detail IS 'What else belongs to the event, such as the periods before and after a change';

CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_event is append-only: % is not allowed', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
COMMENT ON FUNCTION audit_event_is_append_only() IS 'Refuses every change of what was written; a superuser or the owner would have to disable the trigger first';

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM PUBLIC, CURRENT_USER;
