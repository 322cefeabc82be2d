-- What rate-limiter-flexible counts: how many within a window, which ends at `expire` (milliseconds since 1970).
create table limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index limits_expired on limits (expire);
