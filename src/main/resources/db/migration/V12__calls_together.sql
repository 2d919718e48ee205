-- How calls begin and end that come at the same time: several in one statement, so that they share its costs and its
-- commit. Each function takes an array for each column. Rows are locked in one order: verifications, numbers, rates,
-- budgets, keys, each in the order given. A group does not wait for a lock that somebody holds on to, since all its calls
-- would; and every row is found by an index, since statistics are late where tables grow fast. What that costs beyond any
-- measure, as the planner sees it, is not worth compiling: jit is off wherever one of its switches is.

-- Opens verifications as open_verification does, if the limits let all of them and no key stands for another call; else
-- fails with not_together (OT003), and nothing of it is done. Says when the next code may be sent to each number.
create function open_verifications(
  verifications uuid[], operations uuid[], moments timestamptz[], lease interval, validity interval,
  callers text[], purposes text[], senders text[], phones bytea[], key_ids text[], ciphertexts bytea[],
  attempts_allowed integer,
  delays interval[], quiet interval, most_guesses integer, guesses_kept interval,
  scopes text[], rate_keys bytea[], taken interval[], bursts interval[],
  spenders text[], spent integer[], daily_budget integer,
  claimed text[], bodies bytea[], kept interval)
returns timestamptz[] language plpgsql
set lock_timeout = '100ms' set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  latest timestamptz := (select max(moment) from unnest(moments) as given (moment));
  nexts timestamptz[];
  done integer;
begin
  if exists (select from sending_stop)
    or exists (
      select from unnest(senders, phones, moments) as given (sender, phone, moment)
      join cooldown c on c.phone_digest in (given.phone, ''::bytea)
      where c.until > given.moment and (c.phone_digest = given.phone or c.sender = given.sender)) then
    raise exception 'not_together' using errcode = 'OT003';
  end if;

  with counted as (
    insert into throttled_phone as it (phone_digest, sends, sent_at)
      select given.phone, 1, given.moment from unnest(phones, moments) as given (phone, moment)
      on conflict (phone_digest) do update
        set sends = case when it.sent_at + quiet <= excluded.sent_at then 1 else it.sends + 1 end,
            previous_at = it.sent_at, sent_at = excluded.sent_at
        where (it.sends = 0 or it.sent_at + quiet <= excluded.sent_at
            or next_send(it.sends, it.sent_at, delays, quiet) <= excluded.sent_at)
          and (it.guesses < most_guesses or it.guessed_at + guesses_kept <= excluded.sent_at)
      returning it.phone_digest, next_send(it.sends, it.sent_at, delays, quiet) as next)
  select array_agg(counted.next order by counted.phone_digest) into nexts from counted;
  if cardinality(nexts) is distinct from cardinality(phones) then
    raise exception 'not_together' using errcode = 'OT003';
  end if;

  insert into send_rate as it (scope, key, free_at)
    select given.scope, given.rate_key, latest + given.step
      from unnest(scopes, rate_keys, taken, bursts) as given (scope, rate_key, step, burst)
      where given.step <= given.burst
    on conflict (scope, key) do update
      set free_at = greatest(it.free_at, latest) + (excluded.free_at - latest)
      where greatest(it.free_at, latest) + (excluded.free_at - latest)
        - bursts[array_position(scopes, it.scope)] <= latest;
  get diagnostics done = row_count;
  if done < cardinality(scopes) then
    raise exception 'not_together' using errcode = 'OT003';
  end if;

  if daily_budget is not null then
    insert into send_budget as it (caller_id, day, sends)
      select given.spender, (latest at time zone 'UTC')::date, given.sends
        from unnest(spenders, spent) as given (spender, sends)
        where given.sends <= daily_budget
      on conflict (caller_id, day) do update set sends = it.sends + excluded.sends
        where it.sends + excluded.sends <= daily_budget;
    get diagnostics done = row_count;
    if done < cardinality(spenders) then
      raise exception 'not_together' using errcode = 'OT003';
    end if;
  end if;

  insert into verification
    (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender, status, attempts, max_attempts,
     reference_attempts, operation, operation_id, operation_started_at, lease_id, lease_until, settle_at, settle_tries,
     expires_at, created_at, updated_at, changes)
  select
    given.id, given.caller, given.purpose, given.phone, given.key_id, given.ciphertext, given.sender, 'pending', 0,
    attempts_allowed, 0, 'send', given.operation, given.moment, given.operation, given.moment + lease,
    given.moment + lease, 0, given.moment + validity, given.moment, given.moment, 1
  from unnest(verifications, callers, purposes, phones, key_ids, ciphertexts, senders, operations, moments)
    as given (id, caller, purpose, phone, key_id, ciphertext, sender, operation, moment);

  perform claim_keys(callers, claimed, bodies, moments, lease, kept, verifications, operations, false);
  return nexts;
end
$$;

-- Claims the keys of those calls that have one. Where one of them stands for another call already, fails with key_taken
-- (OT001), and nothing of the statement is done; save where the key is ours.
create function claim_keys(
  callers text[], claimed text[], bodies bytea[], moments timestamptz[], lease interval, kept interval,
  verifications uuid[], operations uuid[], ours boolean)
returns void language plpgsql as $$
declare
  done integer;
begin
  insert into idempotent_call as it
    (caller_id, idempotency_key, fingerprint, lease_until, expires_at, verification_id, operation_id)
  select
    given.caller, given.key, given.body, given.moment + lease, given.moment + kept, given.verification, given.operation
  from unnest(callers, claimed, bodies, moments, verifications, operations)
    as given (caller, key, body, moment, verification, operation)
  where given.key is not null
  on conflict (caller_id, idempotency_key) do update
    set fingerprint = excluded.fingerprint, lease_until = excluded.lease_until, expires_at = excluded.expires_at,
        verification_id = excluded.verification_id, operation_id = excluded.operation_id,
        status = null, retry_after = null, content_type = null, body = null, sealed_body = null, body_key_id = null
    where ours or it.expires_at <= excluded.expires_at - kept;
  get diagnostics done = row_count;
  if done < (select count(key) from unnest(claimed) as given (key)) then
    raise exception 'key_taken' using errcode = 'OT001';
  end if;
end
$$;

-- Reserves an attempt of each verification that its caller may try now, with the guess counted and the key claimed, and
-- gives those verifications. Fails with key_taken (OT001) where a key stands for another call, with number_rests (OT002)
-- where a number has no guess left; then nothing of it is done. Waits so long for a lock, for ever where that is nothing.
create function reserve_attempts(
  verifications uuid[], operations uuid[], moments timestamptz[], lease interval,
  callers text[], purposes text[], phones bytea[], most_guesses integer, guesses_kept interval,
  claimed text[], bodies bytea[], kept interval, ours boolean, patience interval)
returns setof verification language plpgsql
set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  latest timestamptz := (select max(moment) from unnest(moments) as given (moment));
  reserved verification[];
  guessed bytea[];
  by_operations uuid[];
  done integer;
begin
  perform set_config('lock_timeout', (extract(epoch from patience) * 1000)::integer::text, true);
  with attempted as (
    update verification v
    set attempts = v.attempts + 1,
        operation = 'verify', operation_id = given.operation, operation_started_at = given.moment,
        lease_id = given.operation, lease_until = given.moment + lease,
        settle_at = given.moment + lease, settle_tries = 0, updated_at = given.moment
    from unnest(verifications, operations, moments, callers, purposes, phones)
      as given (id, operation, moment, caller, purpose, phone)
    where v.id = given.id and v.caller_id = given.caller
      and v.operation is null
      and v.reference is not null
      and v.status in ('pending', 'sent', 'delivered')
      and v.attempts < v.max_attempts
      and (given.purpose is null or v.purpose = given.purpose)
      and (given.phone is null or v.phone_digest = given.phone)
    returning v as whole, v.operation_id, v.phone_digest)
  select array_agg(a.whole), array_agg(a.operation_id), array_agg(a.phone_digest order by a.phone_digest)
    into reserved, by_operations, guessed
    from attempted a;
  if reserved is null then
    return;
  end if;

  insert into throttled_phone as it (phone_digest, sends, guesses, guessed_at)
    select given.phone, 0, 1, latest from unnest(guessed) as given (phone)
    on conflict (phone_digest) do update
      set guesses = case when it.guesses < most_guesses then it.guesses + 1 else 1 end, guessed_at = excluded.guessed_at
      where it.guesses < most_guesses or it.guessed_at + guesses_kept <= excluded.guessed_at;
  get diagnostics done = row_count;
  if done < cardinality(guessed) then
    raise exception 'number_rests' using errcode = 'OT002';
  end if;

  perform claim_keys(
    callers,
    array(
      select case when given.operation = any (by_operations) then given.key end
      from unnest(claimed, operations) with ordinality as given (key, operation, place)
      order by given.place),
    bodies, moments, lease, kept, verifications, operations, ours);
  return query select * from unnest(reserved);
end
$$;

-- Ends the sends that are still held by their leases, under references that nobody has, and keeps their answers. Says
-- which verifications they were of.
create function end_sends(
  verifications uuid[], leases uuid[], moments timestamptz[], validities timestamptz[], sent_as text[],
  callers text[], claimed text[], answered integer[], waits bigint[], types text[], bodies bytea[], body_keys text[])
returns uuid[] language plpgsql
set lock_timeout = '100ms' set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  ended uuid[];
begin
  with concluded as (
    update verification v
    set status = 'sent', concluded_as = 'sent', expires_at = given.valid_until,
        reference = given.reference, reference_attempts = 0, reference_remaining = null,
        operation = null, operation_id = null, operation_started_at = null,
        lease_id = null, lease_until = null, settle_at = null, settle_tries = null,
        concluded_id = v.operation_id, updated_at = given.moment, changes = v.changes + 1
    from unnest(verifications, leases, moments, validities, sent_as)
      as given (id, lease, moment, valid_until, reference)
    where v.id = given.id and v.lease_id = given.lease
      and v.status in ('pending', 'sent', 'delivered')
      and not exists (select from provider_reference r where r.reference = given.reference)
    returning v.id)
  select array_agg(c.id) into ended from concluded c;

  insert into provider_reference (reference, verification_id, adopted_at)
    select given.reference, given.id, given.moment
    from unnest(verifications, sent_as, moments) as given (id, reference, moment)
    where given.id = any (ended);

  perform keep_answers(ended, verifications, callers, claimed, answered, waits, types, bodies, body_keys);
  return coalesce(ended, '{}');
end
$$;

-- Ends the verifies that are still held by their leases as matched, and keeps their answers. Says which verifications
-- they were of.
create function end_verifies(
  verifications uuid[], leases uuid[], moments timestamptz[], verified timestamptz[],
  callers text[], claimed text[], answered integer[], waits bigint[], types text[], bodies bytea[], body_keys text[])
returns uuid[] language plpgsql
set lock_timeout = '100ms' set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  ended uuid[];
  proven bytea[];
begin
  with concluded as (
    update verification v
    set status = 'verified', concluded_as = 'matched', failure_reason = null,
        verified_at = given.verified_at, proven_at = given.moment,
        operation = null, operation_id = null, operation_started_at = null,
        lease_id = null, lease_until = null, settle_at = null, settle_tries = null,
        concluded_id = v.operation_id, updated_at = given.moment, changes = v.changes + 1
    from unnest(verifications, leases, moments, verified) as given (id, lease, moment, verified_at)
    where v.id = given.id and v.lease_id = given.lease and v.status in ('pending', 'sent', 'delivered')
    returning v.id, v.phone_digest)
  select array_agg(c.id), array_agg(c.phone_digest order by c.phone_digest) into ended, proven from concluded c;

  update throttled_phone t set guesses = 0 from unnest(proven) as given (phone) where t.phone_digest = given.phone;

  perform keep_answers(ended, verifications, callers, claimed, answered, waits, types, bodies, body_keys);
  return coalesce(ended, '{}');
end
$$;

-- Keeps the answers about those verifications under the keys of their calls.
create function keep_answers(
  about uuid[], verifications uuid[], callers text[], claimed text[],
  answered integer[], waits bigint[], types text[], bodies bytea[], body_keys text[])
returns void language plpgsql as $$
begin
  update idempotent_call c
    set status = given.status, retry_after = given.retry_after, content_type = given.content_type,
        sealed_body = given.body, body_key_id = given.body_key
    from unnest(verifications, callers, claimed, answered, waits, types, bodies, body_keys)
      as given (id, caller, key, status, retry_after, content_type, body, body_key)
    where c.caller_id = given.caller and c.idempotency_key = given.key and given.id = any (about);
end
$$;
