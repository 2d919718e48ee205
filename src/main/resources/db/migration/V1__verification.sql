-- What must hold of a verification, as one function: PostgreSQL reads the text of each check anew for every statement,
-- and six long ones cost more than the row itself. The function's plan it keeps.
create function verification_is_sound(
  status text, failure_reason text, attempts integer, max_attempts integer, verified_at timestamptz,
  operation text, operation_id uuid, operation_started_at timestamptz, lease_id uuid, lease_until timestamptz,
  settle_at timestamptz, settle_tries integer, concluded_id uuid, concluded_as text)
returns boolean language plpgsql immutable parallel safe as $$
begin
  return status in ('pending', 'sent', 'delivered', 'verified', 'expired', 'failed')
    and (status = 'failed') = (failure_reason is not null)
    and (failure_reason is null or failure_reason in ('send_failed', 'attempts_exhausted', 'cancelled'))
    and attempts between 0 and max_attempts
    and (status = 'verified') = (verified_at is not null)
    -- an operation is there as a whole, or not at all
    and (operation is null or operation in ('send', 'resend', 'verify'))
    and num_nulls(
      operation, operation_id, operation_started_at, lease_id, lease_until, settle_at, settle_tries) in (0, 7)
    and (concluded_id is null) = (concluded_as is null)
    and (concluded_as is null
      or concluded_as in
        ('sent', 'not_sent', 'lost', 'matched', 'mismatched', 'expired', 'exhausted', 'given_back'));
end
$$;

create table verification (
  id                    uuid        not null,
  caller_id             text        not null,
  purpose               text        not null,
  phone_digest          bytea       not null,
  phone_key_id          text        not null,
  phone_ciphertext      bytea       not null,
  -- keyed digests of where it was asked from; null where that is not known, or does not count
  client_network        bytea,
  client_site           bytea,
  sender                text        not null,
  status                text        not null,
  failure_reason        text,
  attempts              integer     not null,
  max_attempts          integer     not null,
  -- the provider's reference that a confirm is checked against, and what is known of it there
  reference             text,
  reference_attempts    integer     not null,
  reference_remaining   integer,
  -- the call that is at the provider, or whose outcome is not known yet
  operation             text,
  operation_id          uuid,
  operation_started_at  timestamptz,
  -- when the provider answered it without saying what it had done; null where its answer was lost
  operation_answered_at timestamptz,
  -- who works on it, until when, and when the next one looks if its outcome stays unknown
  lease_id              uuid,
  lease_until           timestamptz,
  settle_at             timestamptz,
  settle_tries          integer,
  -- how the last operation ended
  concluded_id          uuid,
  concluded_as          text,
  expires_at            timestamptz not null,
  verified_at           timestamptz,
  -- when the match was written down: the times of the verification's token count from it
  proven_at             timestamptz,
  refreshed_at          timestamptz,
  created_at            timestamptz not null,
  updated_at            timestamptz not null,
  -- how many changes there were to tell; each is numbered, whether anybody listens or not
  changes               integer     not null default 0,
  -- grows with every change: whoever saves the row finds out whether it is still as it was loaded
  version               integer     not null default 1,
  constraint verification_pkey primary key (id),
  constraint verification_sound_check check (
    verification_is_sound(
      status, failure_reason, attempts, max_attempts, verified_at,
      operation, operation_id, operation_started_at, lease_id, lease_until, settle_at, settle_tries,
      concluded_id, concluded_as))
);

-- What waits to be settled, soonest first.
create index verification_settle_idx on verification (settle_at) where operation is not null;
-- Erase-by-number looks for a digest; a hash holds four bytes of it instead of all.
create index verification_phone_idx on verification using hash (phone_digest);

-- Every reference a verification ever had; a reference belongs to one verification.
create table provider_reference (
  reference       text        not null,
  verification_id uuid        not null,
  adopted_at      timestamptz not null,
  constraint provider_reference_pkey primary key (reference),
  constraint provider_reference_verification_fkey
    foreign key (verification_id) references verification (id) on delete cascade
);

create index provider_reference_verification_idx on provider_reference (verification_id);

-- Undoes the statement, and those that came with it, where rows to be saved are not as they were loaded.
create function require_saved(saved bigint, wanted integer) returns integer language plpgsql as $$
begin
  if saved <> wanted then
    raise exception 'rows have changed since they were loaded' using errcode = 'serialization_failure';
  end if;
  return saved;
end
$$;
