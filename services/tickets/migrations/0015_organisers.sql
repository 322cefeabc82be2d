-- What sellers say of themselves to everybody; empty where they have not. Who is not here has said nothing.
create table organisers (
  seller_id uuid primary key,
  name text not null check (char_length(name) <= 60),
  contact text not null check (char_length(contact) <= 3000)
);
