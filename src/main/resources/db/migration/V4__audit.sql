-- Who did what, with what outcome, when.
create table audit_entry (
  -- of refusals that are counted: the minute
  at           timestamptz not null,
  caller_id    text        not null,
  call         text        not null,
  outcome      text        not null,
  -- how many calls ended so
  calls        integer     not null default 1,
  request_id   uuid,
  phone_digest bytea,
  trace_id     text,
  constraint audit_entry_calls_check check (calls > 0)
);

-- "Who verified this number, and when?"
create index audit_entry_phone_idx on audit_entry (phone_digest, at) where phone_digest is not null;
-- "What did this caller do last night?", and what is too old: entries lie in the order of time.
create index audit_entry_at_idx on audit_entry using brin (at) with (autosummarize = on);

-- How long an entry is kept. The owner's alone to change: a replica that migrates writes its setting here.
create table audit_retention (
  -- there is one
  one   boolean  not null default true,
  keeps interval not null,
  constraint audit_retention_pkey primary key (one),
  constraint audit_retention_one_check check (one),
  constraint audit_retention_keeps_check check (keeps >= interval '1 day')
);

insert into audit_retention (keeps) values ('365 days');

-- An entry is never changed, and goes when it is too old, by its owner's hand: by forget_audit_entries.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
    and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    if old.at < now() - (select keeps from audit_retention) then
      return old;
    end if;
  end if;
  raise exception 'audit_entry is append-only';
end
$$;

create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_audit_change();
create trigger audit_entry_not_emptied before truncate on audit_entry
  for each statement execute function refuse_audit_change();

-- Forgets at most so many entries that are too old, and says how many.
create function forget_audit_entries(at_most integer)
returns integer language plpgsql security definer as $$
declare
  forgotten integer;
begin
  delete from audit_entry
    where ctid = any (array(
      select ctid from audit_entry
      where at < now() - (select keeps from audit_retention)
      limit at_most));
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

-- Nobody's search path, and no temporary table of anybody's, puts other tables in their place.
do $$
begin
  execute format(
    'alter function forget_audit_entries(integer) set search_path = pg_catalog, %I, pg_temp', current_schema());
  execute format(
    'alter function refuse_audit_change() set search_path = pg_catalog, %I, pg_temp', current_schema());
end
$$;

-- Whoever was given rights to all tables that its owner makes may add entries, and nothing else.
do $$
declare
  other record;
begin
  for other in
    select distinct given.grantee::regrole as role
    from pg_class, aclexplode(relacl) as given
    where pg_class.oid = 'audit_entry'::regclass and given.grantee <> relowner and given.grantee <> 0
  loop
    execute format('revoke all on audit_entry, audit_retention from %s', other.role);
    execute format('grant insert on audit_entry to %s', other.role);
  end loop;
end
$$;
