-- Which job runs on which replica (ShedLock's table).
create table shedlock (
  name       text      not null,
  lock_until timestamp not null,
  locked_at  timestamp not null,
  locked_by  text      not null,
  constraint shedlock_pkey primary key (name)
);

-- What replicas write to see whether PostgreSQL takes a write.
create table write_check (
  -- there is one
  one        boolean     not null default true,
  written_at timestamptz not null,
  constraint write_check_pkey primary key (one),
  constraint write_check_one_check check (one)
) with (fillfactor = 10);

-- What replicas write, and delete at once, to see whether a full disk has room again: a page each.
create table write_room (
  filler text not null
);
alter table write_room alter column filler set storage plain;
