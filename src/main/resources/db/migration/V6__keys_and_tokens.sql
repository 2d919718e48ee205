-- What tells at a start whether a replica was given the keys that the stored numbers were made with. No key can be found
-- from it.

create table digest_key (
  -- there is one
  one   boolean not null default true,
  -- the keyed digest of a fixed text
  proof bytea   not null,
  constraint digest_key_pkey primary key (one),
  constraint digest_key_one_check check (one)
);

create table encryption_key (
  id          text        not null,
  -- a fixed text, encrypted; null until a replica that has the key starts
  proof       bytea,
  -- when a replica last said that it encrypts with it; null where none ever did, and nothing needs it
  active_at   timestamptz,
  -- who encrypts anew what it encrypted, until when
  lease_id    uuid,
  lease_until timestamptz,
  constraint encryption_key_pkey primary key (id),
  constraint encryption_key_lease_check check ((lease_id is null) = (lease_until is null))
);

-- Tokens that were used up, until none of them can be valid any more.
create table consumed_token (
  token_id   uuid        not null,
  forget_at  timestamptz not null,
  constraint consumed_token_pkey primary key (token_id)
);

create index consumed_token_forget_idx on consumed_token (forget_at);

-- Numbers that were erased, until none of their tokens from before can be valid any more.
create table erased_phone (
  phone_digest bytea       not null,
  erased_at    timestamptz not null,
  constraint erased_phone_pkey primary key (phone_digest)
);

create index erased_phone_erased_idx on erased_phone (erased_at);
