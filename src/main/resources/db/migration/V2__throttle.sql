-- How often codes were sent to a number, and guessed at.
create table throttled_phone (
  phone_digest bytea       not null,
  -- sends since the number was last quiet for the window; the one before the last, should that be given back
  sends        integer     not null,
  sent_at      timestamptz,
  previous_at  timestamptz,
  -- codes tried in a row, over all verifications, without a right one
  guesses      integer     not null default 0,
  guessed_at   timestamptz,
  version      integer     not null default 1,
  constraint throttled_phone_pkey primary key (phone_digest),
  constraint throttled_phone_counts_check check (sends >= 0 and guesses >= 0)
) with (fillfactor = 70);

create index throttled_phone_idle_idx on throttled_phone (greatest(sent_at, guessed_at));

-- How much of a rate is used up: all of it is free again at that time.
create table send_rate (
  scope   text        not null,
  key     bytea       not null,
  free_at timestamptz not null,
  version integer     not null default 1,
  constraint send_rate_pkey primary key (scope, key)
) with (fillfactor = 70);

create index send_rate_free_idx on send_rate (free_at);

-- What a caller has sent on a day (UTC).
create table send_budget (
  caller_id text    not null,
  day       date    not null,
  sends     integer not null,
  version   integer not null default 1,
  constraint send_budget_pkey primary key (caller_id, day)
) with (fillfactor = 70);

-- The kill switch: while there is a row, nothing is sent.
create table sending_stop (
  reason text        not null,
  since  timestamptz not null default now()
);

-- The provider's 429, remembered until it lapses: for a number (its digest), or for a sender as a whole.
create table cooldown (
  sender       text        not null,
  -- empty: the sender as a whole
  phone_digest bytea       not null,
  until        timestamptz not null,
  version      integer     not null default 1,
  constraint cooldown_pkey primary key (sender, phone_digest)
);

create index cooldown_until_idx on cooldown (until);
-- A number that has to wait has to wait for every sender.
create index cooldown_phone_idx on cooldown (phone_digest);
