-- Saved calls by time without their rows (decision 27). A migration of its own, so that none locks calls and recordings at once, which others take in both
-- orders. It replaces call_flagged_time, which goes when no version is left that made plans with it.
CREATE INDEX call_saved ON call (flagged_at) INCLUDE (id) WHERE flagged;
