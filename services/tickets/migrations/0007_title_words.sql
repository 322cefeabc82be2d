-- The words of titles alone, so that what is called so is found among all that merely mentions it, and fast: PostgreSQL knows
-- how many titles have a word, which it does not know of a weight in `search`.
alter table tickets add column title_words tsvector not null generated always as (search_words(title)) stored;
create index tickets_titles on tickets using gin (title_words);
