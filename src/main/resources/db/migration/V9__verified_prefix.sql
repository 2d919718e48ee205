-- Prefixes (country code and three digits) of numbers of which a code was ever right.
create table verified_prefix (
  prefix text not null,
  constraint verified_prefix_pkey primary key (prefix)
);
