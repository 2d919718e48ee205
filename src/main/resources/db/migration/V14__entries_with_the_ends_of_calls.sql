-- A call that ends well is entered in the audit record by the statement that ends it: the one stands or falls with the
-- other, and one commit does for both.

-- Ends sends as the function of that name without entries does.
create function end_sends(
  verifications uuid[], leases uuid[], moments timestamptz[], validities timestamptz[], sent_as text[],
  callers text[], claimed text[], answered integer[], waits bigint[], types text[], bodies bytea[], body_keys text[],
  calls text[], phones bytea[], traces text[])
returns uuid[] language plpgsql
set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  ended uuid[] := end_sends(
    verifications, leases, moments, validities, sent_as, callers, claimed, answered, waits, types, bodies, body_keys);
begin
  perform enter_calls(ended, 'sent', verifications, moments, callers, calls, phones, traces);
  return ended;
end
$$;

-- Ends verifies as the function of that name without entries does.
create function end_verifies(
  verifications uuid[], leases uuid[], moments timestamptz[], verified timestamptz[],
  callers text[], claimed text[], answered integer[], waits bigint[], types text[], bodies bytea[], body_keys text[],
  calls text[], phones bytea[], traces text[])
returns uuid[] language plpgsql
set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  ended uuid[] := end_verifies(
    verifications, leases, moments, verified, callers, claimed, answered, waits, types, bodies, body_keys);
begin
  perform enter_calls(ended, 'verified', verifications, moments, callers, calls, phones, traces);
  return ended;
end
$$;

-- Enters those of the calls in the audit record whose verifications are given.
create function enter_calls(
  about uuid[], outcome text, verifications uuid[], moments timestamptz[],
  callers text[], calls text[], phones bytea[], traces text[])
returns void language plpgsql as $$
begin
  insert into audit_entry (at, caller_id, call, outcome, request_id, phone_digest, trace_id)
    select given.moment, given.caller, given.call, enter_calls.outcome, given.id, given.phone, given.trace
    from unnest(verifications, moments, callers, calls, phones, traces)
      as given (id, moment, caller, call, phone, trace)
    where given.id = any (about);
end
$$;
