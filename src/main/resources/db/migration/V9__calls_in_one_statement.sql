-- How a call begins: what it takes from the limits, what it begins, and its caller's key, all or nothing.

-- Claims a caller's key for the call that begins an operation. Where it stands for another call already, the statement
-- fails with key_taken (OT001), and nothing of it is done.
create function claim_key(
  by_caller text, claimed text, of_body bytea, ours boolean, moment timestamptz, leased_until timestamptz,
  kept_until timestamptz, verification uuid, operation uuid)
returns void language plpgsql as $$
begin
  insert into idempotent_call as it
    (caller_id, idempotency_key, fingerprint, lease_until, expires_at, verification_id, operation_id)
  values (by_caller, claimed, of_body, leased_until, kept_until, verification, operation)
  on conflict (caller_id, idempotency_key) do update
    set fingerprint = excluded.fingerprint, lease_until = excluded.lease_until, expires_at = excluded.expires_at,
        verification_id = excluded.verification_id, operation_id = excluded.operation_id,
        status = null, retry_after = null, content_type = null, body = null, sealed_body = null, body_key_id = null
    where ours or it.expires_at <= moment;
  if not found then
    raise exception 'key_taken' using errcode = 'OT001';
  end if;
end
$$;

-- Counts a guess at a number's code. Where none is left, the statement fails with number_rests (OT002), and nothing of
-- it is done.
create function count_guess(phone bytea, moment timestamptz, most_guesses integer, forgotten timestamptz)
returns void language plpgsql as $$
begin
  insert into throttled_phone as it (phone_digest, sends, guesses, guessed_at)
  values (phone, 0, 1, moment)
  on conflict (phone_digest) do update
    set guesses = case when it.guesses < most_guesses then it.guesses + 1 else 1 end, guessed_at = excluded.guessed_at
    where it.guesses < most_guesses or it.guessed_at <= forgotten;
  if not found then
    raise exception 'number_rests' using errcode = 'OT002';
  end if;
end
$$;

-- Takes one send from all limits, each by one write, and says when the next may be sent to the number; null where one of
-- them does not let it, and nothing is taken. Which one, and until when, take_send tells. Rows are locked in its order.
create function take_send_at_once(
  moment timestamptz, from_sender text, phone bytea, delays interval[], quiet interval,
  most_guesses integer, guesses_kept interval,
  scopes text[], keys bytea[], steps interval[], bursts interval[],
  by_caller text, daily_budget integer)
returns timestamptz language plpgsql as $$
declare
  counted integer;
begin
  if exists (select from sending_stop)
    or exists (select from cooldown c where c.phone_digest = phone and c.until > moment)
    or exists (
      select from cooldown c where c.sender = from_sender and c.phone_digest = ''::bytea and c.until > moment) then
    return null;
  end if;

  insert into throttled_phone as it (phone_digest, sends, sent_at) values (phone, 1, moment)
    on conflict (phone_digest) do update
      set sends = case when it.sent_at + quiet <= moment then 1 else it.sends + 1 end,
          previous_at = it.sent_at, sent_at = moment
      where (it.sends = 0 or it.sent_at + quiet <= moment or next_send(it.sends, it.sent_at, delays, quiet) <= moment)
        and (it.guesses < most_guesses or it.guessed_at + guesses_kept <= moment)
    returning it.sends into counted;
  if not found then
    return null;
  end if;

  for i in 1 .. cardinality(scopes) loop
    insert into send_rate as it (scope, key, free_at) values (scopes[i], keys[i], moment + steps[i])
      on conflict (scope, key) do update
        set free_at = greatest(it.free_at, moment) + steps[i]
        where greatest(it.free_at, moment) + steps[i] - bursts[i] <= moment;
    if not found then
      perform give_send_back(moment, phone, scopes[:i - 1], keys[:i - 1], steps[:i - 1], by_caller, null);
      return null;
    end if;
  end loop;

  if daily_budget is not null then
    insert into send_budget as it (caller_id, day, sends)
      select by_caller, (moment at time zone 'UTC')::date, 1 where daily_budget > 0
      on conflict (caller_id, day) do update set sends = it.sends + 1 where it.sends < daily_budget;
    if not found then
      perform give_send_back(moment, phone, scopes, keys, steps, by_caller, null);
      return null;
    end if;
  end if;

  return next_send(counted, moment, delays, quiet);
end
$$;

-- Takes one send from all limits, or tells which of them lasts longest, and until when: what take_send does, the usual
-- case by fewer writes.
create function decide_send(
  moment timestamptz, from_sender text, phone bytea, delays interval[], quiet interval,
  most_guesses integer, guesses_kept interval,
  scopes text[], keys bytea[], steps interval[], bursts interval[],
  by_caller text, daily_budget integer)
returns table (limited_by text, until timestamptz) language plpgsql as $$
begin
  until := take_send_at_once(
    moment, from_sender, phone, delays, quiet, most_guesses, guesses_kept, scopes, keys, steps, bursts, by_caller,
    daily_budget);
  if until is not null then
    return next;
    return;
  end if;
  return query
    select t.limited_by, t.until from take_send(
      moment, from_sender, phone, delays, quiet, most_guesses, guesses_kept, scopes, keys, steps, bursts, by_caller,
      daily_budget) t;
end
$$;

-- Opens a verification, held for its first send, and says when the next one may be sent; or says which limit lasts
-- longest, and until when. Limited by 'key', the caller's key stands for another call. Without scopes, no limit is
-- looked at. Rows are locked in one order: the limits as take_send does, then the key.
create function open_verification(
  moment timestamptz, verification uuid, operation uuid, leased_until timestamptz, valid_until timestamptz,
  by_caller text, for_purpose text, from_sender text, phone bytea, key_id text, ciphertext bytea, attempts_allowed integer,
  delays interval[], quiet interval, most_guesses integer, guesses_kept interval,
  scopes text[], keys bytea[], steps interval[], bursts interval[], daily_budget integer,
  claimed text, of_body bytea, ours boolean, kept_until timestamptz)
returns table (limited_by text, until timestamptz) language plpgsql as $$
begin
  if claimed is not null and not ours and exists (
      select from idempotent_call c
      where c.caller_id = by_caller and c.idempotency_key = claimed and c.expires_at > moment) then
    return query select 'key', moment;
    return;
  end if;

  until := moment;
  if scopes is not null then
    select t.limited_by, t.until into limited_by, until
      from decide_send(
        moment, from_sender, phone, delays, quiet, most_guesses, guesses_kept, scopes, keys, steps, bursts, by_caller,
        daily_budget) t;
  end if;
  if limited_by is not null then
    return next;
    return;
  end if;

  insert into verification
    (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender, status, attempts, max_attempts,
     reference_attempts, operation, operation_id, operation_started_at, lease_id, lease_until, settle_at, settle_tries,
     expires_at, created_at, updated_at, changes)
  values
    (verification, by_caller, for_purpose, phone, key_id, ciphertext, from_sender, 'pending', 0, attempts_allowed,
     0, 'send', operation, moment, operation, leased_until, leased_until, 0,
     valid_until, moment, moment, 1);

  if claimed is not null then
    perform claim_key(
      by_caller, claimed, of_body, ours, moment, leased_until, kept_until, verification, operation);
  end if;
  return next;
end
$$;
