-- Text as people mean it when they search: lower case, without accents, full-width and other variants made one, and
-- without punctuation (so that AC/DC, Blink-182 and rock'n'roll are words). `"` and `-` stay: they mean something in a query.
create function plain_text(value text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  normalize(
    regexp_replace(
      normalize(
        replace(replace(replace(replace(translate(lower(value), 'øłđðıς', 'olddiσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        nfkd),
      '[\u0300-\u036f]', '', 'g'),
    nfkc),
  '[\u0001-\u0021#-,./:-@[-`{-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g');

create function search_words(value text) returns tsvector
language sql immutable strict parallel safe
return to_tsvector('simple', translate(plain_text(value), '"-', '  '));

-- What a visitor typed, as a query; anything at all may be typed. A minus inside a word, or alone, excludes nothing.
create function exact_query(value text) returns tsquery
language sql immutable strict parallel safe
return websearch_to_tsquery('simple', regexp_replace(left(plain_text(value), 400), '(?<=[^\s"])-|-(?=[\s-]|$)', ' ', 'g'));

-- The same by the beginnings of words, for a query that is still being typed; what is quoted is meant exactly.
create function search_query(value text) returns tsquery
language sql immutable strict parallel safe
return case when value like '%"%' then exact_query(value)
  else regexp_replace(exact_query(value)::text, '''([^'']+)''', '''\1'':*', 'g')::tsquery end;

create table tickets (
  id uuid primary key,
  version integer not null check (version > 0),
  seller_id uuid not null,
  title text not null check (char_length(title) between 1 and 120),
  description text not null check (char_length(description) <= 4000),
  category text not null,
  venue text not null,
  city text not null,
  country text not null,
  starts_at timestamptz(3),
  price integer not null check (price > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The price in major units, for filters and sorting across currencies; money is counted in `price` alone.
  amount numeric not null check (amount > 0),
  quantity integer not null check (quantity between 1 and 100000),
  refund_hours integer not null check (refund_hours >= 0),
  status text not null check (status in ('on_sale', 'cancelled')),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- A listing without a date comes after all that have one.
  sort_time timestamptz(3) not null generated always as (coalesce(starts_at, 'infinity')) stored,
  search tsvector not null generated always as (
    setweight(search_words(title), 'A') || setweight(search_words(venue || ' ' || city), 'B')
    || setweight(search_words(country), 'C') || setweight(search_words(description), 'D')
  ) stored
);
create index tickets_search on tickets using gin (search);
create index tickets_soonest on tickets (sort_time, id) where status = 'on_sale';
create index tickets_by_amount on tickets (amount, id) where status = 'on_sale';
create index tickets_in_city on tickets (plain_text(city), sort_time) where status = 'on_sale';
create index tickets_of_seller on tickets (seller_id, id desc);

-- The units of each listing (a copy; orders owns them). It may know a listing before or after `tickets` does.
create table stock (
  ticket_id uuid primary key,
  version integer not null,
  capacity integer not null check (capacity >= 0),
  held integer not null check (held >= 0),
  sold integer not null check (sold >= 0),
  closed boolean not null
);

-- Who has signed up (a copy; auth owns them), so that a seller can name staff by e-mail.
create table users (
  id uuid primary key,
  version integer not null,
  email text not null
);
create index users_by_email on users (email);

create table staff (
  ticket_id uuid not null references tickets (id),
  user_id uuid not null references users (id),
  primary key (ticket_id, user_id)
);

-- The admissions of each order as one aggregate, and what is known of the order and its payment. Events move a row
-- forward, in whatever order they come; a payment may be known before its order, so the order's part may be missing.
create table order_admissions (
  order_id uuid primary key,
  version integer not null default 0 check (version >= 0),
  state text not null default 'none' check (state in ('none', 'issued', 'revoked')),
  captured boolean not null default false,
  -- The order's version whose wish for a refund was refused last; 0 when none was.
  refused_version integer not null default 0,
  order_version integer not null default 0,
  ticket_id uuid,
  user_id uuid,
  quantity integer check (quantity > 0),
  order_status text check (order_status in ('created', 'awaiting:payment', 'complete', 'cancelled')),
  refund text check (refund in ('none', 'requested', 'refused', 'granted')),
  check (order_version = 0 or (ticket_id, user_id, quantity, order_status, refund) is not null),
  check (state = 'none' or order_version > 0)
);

-- A right to be let in once.
create table admissions (
  id uuid primary key,
  order_id uuid not null references order_admissions (order_id),
  ticket_id uuid not null,
  user_id uuid not null,
  number integer not null check (number > 0),
  issued_at timestamptz(3) not null,
  redeemed_at timestamptz(3),
  revoked_at timestamptz(3),
  -- The scan that redeemed it.
  scan_id uuid,
  unique (order_id, number),
  check ((redeemed_at is null) = (scan_id is null))
);
create index admissions_of_user on admissions (user_id, order_id desc, number);
create index admissions_of_ticket on admissions (ticket_id, id);
