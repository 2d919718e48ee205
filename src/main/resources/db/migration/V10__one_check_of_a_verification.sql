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
    and (failure_reason is null or failure_reason in ('send_failed', 'attempts_exhausted'))
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

alter table verification
  drop constraint verification_status_check,
  drop constraint verification_failure_reason_check,
  drop constraint verification_attempts_check,
  drop constraint verification_verified_check,
  drop constraint verification_operation_check,
  drop constraint verification_concluded_check,
  add constraint verification_sound_check check (
    verification_is_sound(
      status, failure_reason, attempts, max_attempts, verified_at,
      operation, operation_id, operation_started_at, lease_id, lease_until, settle_at, settle_tries,
      concluded_id, concluded_as)) not valid;
