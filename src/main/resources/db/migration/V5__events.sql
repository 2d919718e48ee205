-- What is to be told, or was: written in the transaction of what it tells of.
create table verification_event (
  -- the webhook-id, the same at every try
  id              uuid        not null,
  -- absent where a request was refused before there was a verification
  verification_id uuid,
  -- orders the changes of one verification; absent where nothing changed
  sequence        integer,
  type            text        not null,
  -- as it is signed: a masked number, no code
  body            text        not null,
  phone_digest    bytea       not null,
  created_at      timestamptz not null,
  attempts        integer     not null default 0,
  -- when it is tried (again); while somebody tries, when they count as dead
  due_at          timestamptz not null,
  last_failure    text,
  delivered_at    timestamptz,
  -- since when nobody tries any more
  dead_at         timestamptz,
  constraint verification_event_pkey primary key (id),
  constraint verification_event_sequence_key unique (verification_id, sequence),
  constraint verification_event_end_check check (delivered_at is null or dead_at is null),
  -- Checked at the end, for the verification itself may be written last. What is erased tells nothing more.
  constraint verification_event_verification_fkey
    foreign key (verification_id) references verification (id) on delete cascade
    deferrable initially deferred
);

create index verification_event_due_idx on verification_event (due_at)
  where delivered_at is null and dead_at is null;
create index verification_event_delivered_idx on verification_event (delivered_at)
  where delivered_at is not null;
create index verification_event_dead_idx on verification_event (dead_at) where dead_at is not null;
create index verification_event_phone_idx on verification_event (phone_digest);
