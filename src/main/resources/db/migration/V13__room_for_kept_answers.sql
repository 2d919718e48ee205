-- An answer is kept in the row of its call, and is three times as large as that: with room for it on the same page, the
-- row's four index entries stay as they are.
alter table idempotent_call set (fillfactor = 25);
