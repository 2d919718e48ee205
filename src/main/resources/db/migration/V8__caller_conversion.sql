-- How many of a caller's verifications were sent a code, and how many of those became verified; of all replicas.
create table caller_conversion (
  caller_id text        not null,
  -- begin of the ten minutes in which the verifications began
  slice     timestamptz not null,
  -- whose first code was sent
  sent      integer     not null,
  verified  integer     not null,
  constraint caller_conversion_pkey primary key (caller_id, slice)
) with (fillfactor = 70);

create index caller_conversion_slice_idx on caller_conversion (slice);

-- The callers whose codes are confirmed less than in their own last week, as operators were told.
create table suspicious_caller (
  caller_id text        not null,
  since     timestamptz not null,
  constraint suspicious_caller_pkey primary key (caller_id)
);

-- An event may be about a caller, and no number.
alter table verification_event alter column phone_digest drop not null;
