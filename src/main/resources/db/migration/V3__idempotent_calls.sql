-- What a caller's Idempotency-Key was used for, and what was answered.
create table idempotent_call (
  caller_id       text        not null,
  idempotency_key text        not null,
  -- tells other bodies apart; says nothing about a code
  fingerprint     bytea       not null,
  lease_until     timestamptz not null,
  -- what the call began, for a repeat after its answer was lost
  verification_id uuid,
  operation_id    uuid,
  -- the answer, once it is final
  status          integer,
  retry_after     bigint,
  content_type    text,
  body            text,
  expires_at      timestamptz not null,
  constraint idempotent_call_pkey primary key (caller_id, idempotency_key),
  constraint idempotent_call_answer_check
    check ((status is null) = (body is null) and (status is null) = (content_type is null)),
  constraint idempotent_call_verification_fkey
    foreign key (verification_id) references verification (id) on delete cascade
);

create index idempotent_call_verification_idx on idempotent_call (verification_id);
create index idempotent_call_expires_idx on idempotent_call (expires_at);
