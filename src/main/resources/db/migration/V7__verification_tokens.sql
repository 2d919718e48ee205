-- When a match was written down, by our clock: the times of the verification's token count from it.
alter table verification add column proven_at timestamptz;

-- Kept answers are encrypted from now on: that of a confirm may hold a token, and a token the number.
-- A replica of the version before still writes and reads body, and leaves the new columns as they
-- are. So body is what counts where it is there, and this version empties it when it keeps an answer.
alter table idempotent_call
  add column sealed_body bytea,
  add column body_key_id text,
  drop constraint idempotent_call_answer_check,
  add constraint idempotent_call_answer_check
    check ((status is null) = (content_type is null)
      and (status is null or body is not null or sealed_body is not null)
      and (body is null or status is not null)
      and (sealed_body is null) = (body_key_id is null));

-- Tokens that were used up, until none of them can be valid any more.
create table consumed_token (
  token_id   uuid        not null,
  forget_at  timestamptz not null,
  constraint consumed_token_pkey primary key (token_id)
);

create index consumed_token_forget_idx on consumed_token (forget_at);
