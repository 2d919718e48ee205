-- A fifth of a million verifications as a day leaves them: of ten, one was sent again; all numbers are different.
insert into verification (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender, status, attempts,
    max_attempts, reference, reference_attempts, reference_remaining, concluded_id, concluded_as, expires_at, verified_at,
    refreshed_at, created_at, updated_at, proven_at, changes)
  select uuidv7(), 'login', 'login', sha256(n::text::bytea), 'k1', substr(sha512(n::text::bytea), 1, 46), '+628001234567',
    'verified', 1, 5, 'otp_' || md5(n::text) || md5(n::text)::varchar(4), 1, 4, gen_random_uuid(), 'matched', now(), now(),
    now(), now(), now(), now(), 3
  from generate_series(1, 200000) n;

insert into provider_reference select reference, id, now() from verification;
insert into provider_reference
  select 'otp_' || md5(id::text) || 'more', id, now() from verification order by id limit 20000;

-- A key for the request and one for the confirm, whose answer holds a token.
insert into idempotency_record (caller_id, idempotency_key, fingerprint, lease_until, subject_id, operation_id, status,
    content_type, expires_at, body, body_key_id)
  select 'login', gen_random_uuid()::text, sha256(id::text::bytea), now(), id, gen_random_uuid(), call.status,
    'application/json', now(), noise.bytes, 'k1'
  from verification, (values (202, 5), (200, 14)) call (status, blocks),
    lateral (select string_agg(sha512((id::text || b)::bytea), ''::bytea) bytes from generate_series(1, call.blocks) b) noise;

insert into audit_entry
  select now(), 'login', call, outcome, id, phone_digest, md5(id::text)
  from verification, (values ('request', 'sent'), ('confirm', 'verified')) it (call, outcome);

insert into throttled_phone (phone_digest, sends, sent_at, guesses, guessed_at)
  select phone_digest, 1, now(), 0, now() from verification;

insert into send_rate (scope, key, free_at) select 'client_ip', sha256(id::text::bytea), now() from verification;

-- Where events go out: requested, sent, verified.
insert into verification_event (id, verification_id, sequence, type, body, phone_digest, created_at, due_at, delivered_at)
  select uuidv7(), id, n, 'verification.sent', repeat(md5(id::text), 12), phone_digest, now(), now(), now()
  from verification, generate_series(1, 3) n;
