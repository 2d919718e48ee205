-- What a caller's Idempotency-Key was used for, and what was answered. The answer is three times as large as the rest:
-- with room for it on the same page, the row's index entries stay as they are.
create table idempotency_record (
  caller_id       text        not null,
  idempotency_key text        not null,
  -- tells other bodies apart; says nothing about a code
  fingerprint     bytea       not null,
  lease_until     timestamptz not null,
  expires_at      timestamptz not null,
  -- what the call works on, and what it began there, for a repeat after its answer was lost
  subject_id      uuid,
  operation_id    uuid,
  -- the answer, once it is final; encrypted, for it may hold a token, and a token the number
  status          integer,
  retry_after     bigint,
  content_type    text,
  body            bytea,
  body_key_id     text,
  version         integer     not null default 1,
  constraint idempotency_record_pkey primary key (caller_id, idempotency_key),
  constraint idempotency_record_response_check
    check (num_nulls(status, content_type, body, body_key_id) in (0, 4))
) with (fillfactor = 25);

create index idempotency_record_subject_idx on idempotency_record (subject_id) where subject_id is not null;
create index idempotency_record_expires_idx on idempotency_record (expires_at);
