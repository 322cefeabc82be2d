-- What happened, as a sentence that clients have in their languages, and what goes into it. Older lines have their text alone.
alter table timeline add column step text;
alter table timeline add column "values" jsonb not null default '{}';
