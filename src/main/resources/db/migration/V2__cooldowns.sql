-- The provider's 429, remembered until it lapses: for a number (its digest), or for a sender as a whole.
create table cooldown (
  sender       text        not null,
  -- empty: the sender as a whole
  phone_digest bytea       not null,
  noted_at     timestamptz not null,
  until        timestamptz not null,
  constraint cooldown_pkey primary key (sender, phone_digest)
);

create index cooldown_sender_noted_idx on cooldown (sender, noted_at);
create index cooldown_until_idx on cooldown (until);
