-- A group's rows are each looked up by their keys, whatever statistics say: for a table that was small when it was last
-- analyzed, going through all of an index once seems cheaper, and stays the plan while the table grows.
alter function open_verifications set enable_hashjoin = off set enable_mergejoin = off;
alter function reserve_attempts set enable_hashjoin = off set enable_mergejoin = off;

-- The functions without entries, which those with entries call.
alter function end_sends(
  uuid[], uuid[], timestamptz[], timestamptz[], text[], text[], text[], integer[], bigint[], text[], bytea[], text[])
  set enable_hashjoin = off set enable_mergejoin = off;
alter function end_verifies(
  uuid[], uuid[], timestamptz[], timestamptz[], text[], text[], integer[], bigint[], text[], bytea[], text[])
  set enable_hashjoin = off set enable_mergejoin = off;
