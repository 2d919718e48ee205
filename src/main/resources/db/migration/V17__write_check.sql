-- What replicas write to see whether PostgreSQL takes a write.
create table write_check (
  -- there is one
  one        boolean     not null default true,
  written_at timestamptz not null,
  constraint write_check_pkey primary key (one),
  constraint write_check_one_check check (one)
) with (fillfactor = 10);
