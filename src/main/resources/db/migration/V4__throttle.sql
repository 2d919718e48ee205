-- How often codes are sent to a number, and guessed at.
create table throttled_phone (
  phone_digest bytea       not null,
  -- sends since the number was last quiet for the window; the one before the last, should that be given back
  sends        integer     not null,
  sent_at      timestamptz,
  previous_at  timestamptz,
  -- codes tried in a row, over all verifications, without a right one
  guesses      integer     not null default 0,
  guessed_at   timestamptz,
  constraint throttled_phone_pkey primary key (phone_digest),
  constraint throttled_phone_counts_check check (sends >= 0 and guesses >= 0)
) with (fillfactor = 70);

create index throttled_phone_idle_idx on throttled_phone (greatest(sent_at, guessed_at));

-- How much of a rate is used up: all of it is free again at that time.
create table send_rate (
  scope   text        not null,
  key     bytea       not null,
  free_at timestamptz not null,
  constraint send_rate_pkey primary key (scope, key),
  constraint send_rate_scope_check check (scope in ('client_ip', 'caller', 'global'))
) with (fillfactor = 70);

create index send_rate_free_idx on send_rate (free_at);

-- What a caller has sent on a day (UTC).
create table send_budget (
  caller_id text    not null,
  day       date    not null,
  sends     integer not null,
  constraint send_budget_pkey primary key (caller_id, day)
) with (fillfactor = 70);

-- The kill switch: while there is a row, nothing is sent.
create table sending_stop (
  reason text        not null,
  since  timestamptz not null default now()
);

-- A number that has to wait has to wait for every sender.
create index cooldown_phone_idx on cooldown (phone_digest);

-- When the next code may be sent to a number.
create function next_send(sends integer, sent_at timestamptz, delays interval[], quiet interval)
returns timestamptz language sql immutable as $$
  select case
    when sends = 0 then '-infinity'
    when sends <= cardinality(delays) then sent_at + least(delays[sends], quiet)
    else sent_at + quiet
  end
$$;

-- Takes one send from all limits, or from none: then it says which of them lasts longest, and until when. Where it was
-- taken, limited_by is null and until is when the next may be sent to the number. Rows are locked in one order: the
-- number, the rates as given, the budget.
create function take_send(
  moment timestamptz, from_sender text, phone bytea, delays interval[], quiet interval,
  most_guesses integer, guesses_kept interval,
  scopes text[], keys bytea[], steps interval[], bursts interval[],
  by_caller text, daily_budget integer)
returns table (limited_by text, until timestamptz) language plpgsql as $$
declare
  number throttled_phone;
  sent_today integer;
  free timestamptz;
begin
  if exists (select from sending_stop) then
    return query select 'stop', moment;
    return;
  end if;

  until := moment;
  select max(c.until) into free from cooldown c
    where c.phone_digest = phone or (c.sender = from_sender and c.phone_digest = ''::bytea);
  if free > until then
    until := free;
    limited_by := 'provider';
  end if;

  insert into throttled_phone as it (phone_digest, sends) values (phone, 0)
    on conflict (phone_digest) do update
      set sends = case when it.sent_at + quiet <= moment then 0 else it.sends end
    returning * into number;
  free := greatest(
    next_send(number.sends, number.sent_at, delays, quiet),
    case when number.guesses >= most_guesses then number.guessed_at + guesses_kept end);
  if free > until then
    until := free;
    limited_by := 'phone';
  end if;

  for i in 1 .. cardinality(scopes) loop
    insert into send_rate as it (scope, key, free_at) values (scopes[i], keys[i], moment)
      on conflict (scope, key) do update set free_at = greatest(it.free_at, moment)
      returning it.free_at + steps[i] - bursts[i] into free;
    if free > until then
      until := free;
      limited_by := scopes[i];
    end if;
  end loop;

  if daily_budget is not null then
    insert into send_budget as it (caller_id, day, sends) values (by_caller, (moment at time zone 'UTC')::date, 0)
      on conflict (caller_id, day) do update set sends = it.sends
      returning it.sends into sent_today;
    free := (date_trunc('day', moment at time zone 'UTC') + interval '1 day') at time zone 'UTC';
    if sent_today >= daily_budget and free > until then
      until := free;
      limited_by := 'caller';
    end if;
  end if;

  if limited_by is not null then
    return next;
    return;
  end if;

  update throttled_phone t
    set sends = t.sends + 1, previous_at = t.sent_at, sent_at = moment
    where t.phone_digest = phone;
  for i in 1 .. cardinality(scopes) loop
    update send_rate r set free_at = r.free_at + steps[i] where r.scope = scopes[i] and r.key = keys[i];
  end loop;
  update send_budget b set sends = b.sends + 1
    where daily_budget is not null and b.caller_id = by_caller and b.day = (moment at time zone 'UTC')::date;
  until := next_send(number.sends + 1, moment, delays, quiet);
  return next;
end
$$;

-- Undoes a take_send of that time, whose code was certainly not sent.
create function give_send_back(
  moment timestamptz, phone bytea, scopes text[], keys bytea[], steps interval[], by_caller text, daily_budget integer)
returns void language plpgsql as $$
begin
  update throttled_phone t
    set sends = t.sends - 1, sent_at = t.previous_at
    where t.phone_digest = phone and t.sent_at = moment and t.sends > 0;
  for i in 1 .. cardinality(scopes) loop
    update send_rate r set free_at = r.free_at - steps[i] where r.scope = scopes[i] and r.key = keys[i];
  end loop;
  update send_budget b set sends = b.sends - 1
    where daily_budget is not null and b.sends > 0
      and b.caller_id = by_caller and b.day = (moment at time zone 'UTC')::date;
end
$$;
