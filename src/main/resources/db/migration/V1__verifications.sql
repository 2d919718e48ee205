create table verification (
  id                   uuid        not null,
  caller_id            text        not null,
  purpose              text        not null,
  phone_digest         bytea       not null,
  phone_key_id         text        not null,
  phone_ciphertext     bytea       not null,
  sender               text        not null,
  status               text        not null,
  failure_reason       text,
  attempts             integer     not null,
  max_attempts         integer     not null,
  -- the provider's reference that a confirm is checked against, and what is known of it there
  reference            text,
  reference_attempts   integer     not null,
  reference_remaining  integer,
  -- the call that is at the provider, or whose outcome is not known yet
  operation            text,
  operation_id         uuid,
  operation_started_at timestamptz,
  -- who works on it, until when, and when the next one looks if its outcome stays unknown
  lease_id             uuid,
  lease_until          timestamptz,
  settle_at            timestamptz,
  settle_tries         integer,
  -- how the last operation ended
  concluded_id         uuid,
  concluded_as         text,
  expires_at           timestamptz not null,
  verified_at          timestamptz,
  refreshed_at         timestamptz,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  constraint verification_pkey primary key (id),
  constraint verification_status_check
    check (status in ('pending', 'sent', 'delivered', 'verified', 'expired', 'failed')),
  constraint verification_failure_reason_check
    check ((status = 'failed') = (failure_reason is not null)
      and failure_reason in ('send_failed', 'attempts_exhausted')),
  constraint verification_attempts_check
    check (attempts between 0 and max_attempts),
  constraint verification_verified_check
    check ((status = 'verified') = (verified_at is not null)),
  constraint verification_operation_check
    check (operation in ('send', 'resend', 'verify')
      and (operation is null) = (operation_id is null)
      and (operation is null) = (operation_started_at is null)
      and (operation is null) = (lease_id is null)
      and (operation is null) = (lease_until is null)
      and (operation is null) = (settle_at is null)
      and (operation is null) = (settle_tries is null)),
  constraint verification_concluded_check
    check ((concluded_id is null) = (concluded_as is null)
      and concluded_as in
        ('sent', 'not_sent', 'lost', 'matched', 'mismatched', 'expired', 'exhausted', 'given_back'))
);

-- Every reference a verification ever had; a reference belongs to one verification.
create table provider_reference (
  reference       text        not null,
  verification_id uuid        not null,
  adopted_at      timestamptz not null,
  constraint provider_reference_pkey primary key (reference),
  constraint provider_reference_verification_fkey
    foreign key (verification_id) references verification (id) on delete cascade
);

-- What waits to be settled, soonest first.
create index verification_settle_idx on verification (settle_at) where operation is not null;

create index provider_reference_verification_idx on provider_reference (verification_id);
