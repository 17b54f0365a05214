-- Messages of PBXs, so that a repeated one is recognised.

CREATE TABLE webhook_delivery (
    source       text        NOT NULL,
    delivery_key bytea       NOT NULL,
    seen_at      timestamptz NOT NULL,
    CONSTRAINT webhook_delivery_pk PRIMARY KEY (source, delivery_key),
    CONSTRAINT webhook_delivery_key_is_sha256 CHECK (length(delivery_key) = 32)
);
CREATE INDEX webhook_delivery_age ON webhook_delivery (seen_at);

COMMENT ON TABLE webhook_delivery IS 'Messages of PBXs that were written down; one that comes again is answered and does nothing. Forgotten after slettefrist.webhook.remember';
COMMENT ON COLUMN webhook_delivery.source IS 'The PBX';
COMMENT ON COLUMN webhook_delivery.delivery_key IS 'SHA-256 of the identifier that the PBX gave the message';
COMMENT ON COLUMN webhook_delivery.seen_at IS 'When it came, by the database''s time';
