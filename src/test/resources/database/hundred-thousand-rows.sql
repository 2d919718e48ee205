insert into verification
  (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender, status, attempts, max_attempts,
   reference, reference_attempts, expires_at, verified_at, created_at, updated_at)
  select gen_random_uuid(), 'login', 'login', sha256(n::text::bytea), 'k1', '', '+628001234567', 'verified', 1, 5,
    'large_' || n, 1, at, at, at, at
  from generate_series(1, 100000) n, (select timestamptz '2026-03-01' as at) it;
insert into provider_reference (reference, verification_id, adopted_at)
  select reference, id, created_at from verification where reference like 'large%';
insert into idempotency_record (caller_id, idempotency_key, fingerprint, lease_until, expires_at)
  select 'login', n::text, '', at, at from generate_series(1, 100000) n, (select timestamptz '2026-03-01' as at) it;
insert into throttled_phone (phone_digest, sends, sent_at)
  select sha256(n::text::bytea), 1, timestamptz '2026-03-01' from generate_series(1, 100000) n;
insert into send_rate (scope, key, free_at)
  select 'client_ip', sha256(n::text::bytea), timestamptz '2026-03-01' from generate_series(1, 100000) n;
insert into cooldown (sender, phone_digest, until)
  select '+628001234567', sha256(n::text::bytea), timestamptz '2026-03-01'
  from generate_series(1, 100000) n;
insert into audit_entry (at, caller_id, call, outcome, phone_digest)
  select timestamptz '2026-03-01', 'login', 'request', 'sent', sha256(n::text::bytea)
  from generate_series(1, 100000) n;
analyze;
