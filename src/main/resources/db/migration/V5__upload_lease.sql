-- How long an upload may go on, apart from its deadline: a flag moves the deadline while the lease stays.

ALTER TABLE recording ADD COLUMN lease_end timestamptz;

COMMENT ON COLUMN recording.lease_end IS 'While RECEIVING: when an upload without another sign of life is taken as abandoned, unless its deadline comes before. Means nothing in other states';
