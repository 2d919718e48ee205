-- When the provider answered an operation without saying what it had done: its books are final a moment later, so that
-- the operation need not stay unsettled until the deadline. Null where the answer was lost.
alter table verification add column operation_answered_at timestamptz;
