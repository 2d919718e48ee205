-- Who did what, with what outcome, when.
create table audit_entry (
  at           timestamptz not null,
  caller_id    text        not null,
  call         text        not null,
  outcome      text        not null,
  request_id   uuid,
  phone_digest bytea,
  trace_id     text
);

-- "Who verified this number, and when?"
create index audit_entry_phone_idx on audit_entry (phone_digest, at) where phone_digest is not null;
-- "What did this caller do last night?", and what is too old: entries lie in the order of time.
create index audit_entry_at_idx on audit_entry using brin (at) with (autosummarize = on);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('otp.forgetting', true) = 'on' then
    return old;
  end if;
  raise exception 'audit_entry is append-only';
end
$$;

create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_audit_change();
create trigger audit_entry_not_emptied before truncate on audit_entry
  for each statement execute function refuse_audit_change();

-- The one way out: forgets at most so many entries from before a time, and says how many.
create function forget_audit_entries(before timestamptz, at_most integer)
returns integer language plpgsql as $$
declare
  forgotten integer;
begin
  -- For the delete alone, and by a call: a "set" of the function's own would take a superuser to create it.
  perform set_config('otp.forgetting', 'on', true);
  delete from audit_entry
    where ctid = any (array(select ctid from audit_entry where at < before limit at_most));
  get diagnostics forgotten = row_count;
  perform set_config('otp.forgetting', 'off', true);
  return forgotten;
end
$$;
