-- Text as people mean it when they search, which is seldom as it was written. Two extensions for what is misspelled: both are
-- trusted, so the owner of the database may make them, and both come with PostgreSQL.
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;

-- Letters with marks that are left, each as one again. Korean syllables stay apart, so that one is found while it is typed.
create function composed(value text) returns text
language sql immutable strict parallel safe
return case when value ~ '[\u1100-\u11ff]' then value else normalize(value, nfkc) end;

-- One way to write every letter: lower case; full-width forms and ligatures taken apart; without accents, and without the points
-- and vowel marks of Hebrew and Arabic, which are mostly left out. Marks that make another letter stay: vowel signs of Indian
-- scripts and of Thai, the voicing of kana, the breve of й. Katakana becomes hiragana, every digit one of 0 to 9.
create function folded_letters(value text) returns text
language sql immutable strict parallel safe
return case when value !~ '[^\u0001-\u007f]' then lower(value) else composed(translate(
  replace(replace(replace(replace(
    regexp_replace(
      -- हिन्दी is also written हिंदी.
      regexp_replace(lower(normalize(translate(value, '´`', ''''''), nfkd)), '[ङञणनम]्(?=[क-ह])', 'ं', 'g'),
      '(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f'
      || '\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7'
      || '\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0730-\u074a\u08ca-\u08e1\u08e3-\u08ff'
      || '\u093c\u0a3c'
      -- what nobody sees, and what parts no words
      || '\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff'
      || '\U000e0000-\U000e0fff]', '', 'g'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
  'øłđðħıŋəς' || 'ךםןףץ' || 'ٱىیےةہھەۃک' || 'ँ'
  || 'ァアィイゥウェエォオカキクケコサシスセソタチッツテトナニヌネノハヒフヘホマミムメモャヤュユョヨラリルレロヮワヰヱヲンヵヶ'
  || '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙',
  'olddhineσ' || 'כמנפצ' || 'ايييهههههك' || 'ं'
  || 'ぁあぃいぅうぇえぉおかきくけこさしすせそたちっつてとなにぬねのはひふへほまみむめもゃやゅゆょよらりるれろゎわゐゑをんゕゖ'
  || '01234567890123456789012345678901234567890123456789')) end;

-- The same with what parts its words: a space; inside a word a hyphen, or an apostrophe for any other punctuation (ac'dc, o'brien).
-- Where a script has no spaces, each sign is a word, parted by apostrophes. A double quote, and a hyphen before a word, mean
-- something in a query. `&` and `+` between words are `and`; A$AP and P!nk are what they are called.
create function folded(value text) returns text
language sql immutable strict parallel safe
return btrim(
  regexp_replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(
            regexp_replace(
              regexp_replace(
                regexp_replace(folded_letters(value), '(?<=[a-z])\$(?=[a-z])', 's', 'g'),
                '(?<=[a-z])!(?=[a-z])', 'i', 'g'),
              -- the mark of a Hebrew abbreviation, which is typed as a quote
              '(?<=[א-ת])"(?=[א-ת])', '', 'g'),
            '(?<=[[:alnum:]])\s*[&+]\s*(?=[[:alnum:]])', ' and ', 'g'),
          '[\u0001-\u0020\u007f-\u009f\u1680\u200b\u2028\u2029]+', ' ', 'g'),
        -- punctuation and symbols, emoji among them
        '[!#-,./:-@[-`{-¿×÷\u02b9-\u02df\u0375\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0606-\u060f'
        || '\u061b\u061d-\u061f\u066a-\u066d\u06d4\u06de\u06e9\u0700-\u070d\u0964\u0965\u0970\u09f2-\u09fb\u0df4\u0e2f\u0e3f'
        || '\u0e4f\u0e5a\u0e5b\u0f01-\u0f17\u0f3a-\u0f3d\u104a-\u104f\u10fb\u1360-\u1368\u1400\u17d4-\u17db\u1800-\u180a'
        || '\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f\u3001-\u3004\u3008-\u3020\u3030\u3037'
        || '\u303d-\u303f\u30a0\u30fb\ue000-\uf8ff\ufd3e\ufd3f\ufffc\ufffd\U0001d000-\U0001d24f\U0001f000-\U0001fbff]+', '''', 'g'),
      -- Thai, Lao, Burmese, Khmer, kana and Han: each sign with its marks
      '([\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u1780-\u17b3'
      || '\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff'
      || '\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]'
      || '[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b6-\u17d3\u17dd\u3099\u309a]*)',
      '''\1''', 'g'),
    -- an apostrophe after another, or at an end of a word
    '(?<![^ "-])''+|''+(?![^ "-])|(?<='')''+', '', 'g'));

-- The words of a folded text, parted by single spaces. `and`, `n` and `und` between two words are the same.
create function words_of(folded text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  btrim(regexp_replace(folded, '[ ''"-]+', ' ', 'g')),
  '(?<=[^ ] )(?:n|und)(?= [^ ])', 'and', 'g');

create or replace function plain_text(value text) returns text
language sql immutable strict parallel safe
return words_of(folded(value));

-- Umlauts and their like as they are spelled where a keyboard has none: München is Muenchen, Århus Aarhus.
create function spelled_out(value text) returns text
language sql immutable strict parallel safe
return replace(replace(replace(replace(replace(lower(normalize(value, nfkc)),
  'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ø', 'oe'), 'å', 'aa');

-- By what a city is known: München, Muenchen and MUNCHEN are one. Only whole names are compared by it.
create function city_key(city text) returns text
language sql immutable strict parallel safe
return regexp_replace(regexp_replace(folded(city), '[ ''"-]', '', 'g'), '([aou])e|a(?=a)', '\1', 'g');

-- Words with their places. PostgreSQL's own parser would see numbers, hosts and files in them: 69e007bd is 69e007 and bd to it.
create function word_vector(words text) returns tsvector
language plpgsql immutable strict parallel safe set search_path from current as $$
begin
  return (
    select coalesce(string_agg('''' || left(word, 60) || ''':' || place, ' '), '')::tsvector
    from string_to_table(words, ' ') with ordinality as parts (word, place) where word <> '');
end $$;

-- The words of a text for the index: as they stand, spelled out where that differs, and without what parts them inside: AC/DC is
-- acdc, too, Hip-Hop hiphop, and of AC/DC-Night both acdc and acdcnight. In PL/pgSQL since that takes a third of the time.
create or replace function search_words(value text) returns tsvector
language plpgsql immutable strict parallel safe set search_path from current as $$
declare
  text text := folded(value);
  spelled text := spelled_out(value);
  words tsvector := word_vector(words_of(text));
  parted text;
begin
  if spelled <> lower(normalize(value, nfkc)) then
    -- With a gap, so that its first word does not follow the last one in a phrase.
    words := ts_delete(words || word_vector('+') || word_vector(plain_text(spelled)), '+');
  end if;
  if text ~ '[''-]' then
    for parted in select chunk[1] from regexp_matches(text, '[^ ''"-]+(?:[''-][^ ''"-]+)+', 'g') as chunk loop
      continue when length(parted) > 60;
      words := words || word_vector(translate(parted, '''-', ''));
      if parted ~ '''.*-|-.*''' then words := words || word_vector(translate(parted, '-''', ' ')); end if;
    end loop;
  end if;
  return words;
end $$;

-- Words that stand beside each other, written as one and marked with a plus, so that only the whole is found by it: Hip Hop is
-- hiphop, and Rock & Roll rocknroll, but The Attic is no theatre.
create function joined_words(value text) returns tsvector
language plpgsql immutable strict parallel safe set search_path from current as $$
declare
  joined text[] := '{}';
  word text;
  before text;
  linked boolean := false;
begin
  foreach word in array string_to_array(plain_text(value), ' ') loop
    if before is not null and word = 'and' then
      linked := true;
      continue;
    end if;
    -- Not where each sign is a word.
    if length(before || word) between 3 and 60
      and before || word !~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u9fff\U00020000-\U0003ffff]'
    then
      joined := joined || ('+' || before || word);
    end if;
    if linked then joined := joined || ('+' || before || 'n' || word) || ('+' || before || 'and' || word); end if;
    before := word;
    linked := false;
  end loop;
  return array_to_tsvector(joined);
end $$;

-- What was computed by the functions as they were. Processes of before find by it what they found, until they are gone; then
-- exact_query and search_query can go, too, since queries are put together by search-query.ts.
alter table tickets
  drop column search,
  drop column title_words,
  add column search tsvector not null generated always as (
    setweight(search_words(title) || joined_words(title), 'A')
    || setweight(search_words(venue || ' ' || city) || joined_words(venue) || joined_words(city), 'B')
    || setweight(search_words(country), 'C') || setweight(search_words(description), 'D')
  ) stored,
  add column title_words tsvector not null generated always as (search_words(title) || joined_words(title)) stored,
  add column city_key text not null generated always as (city_key(city)) stored;
create index tickets_search on tickets using gin (search);
create index tickets_titles on tickets using gin (title_words);
drop index tickets_in_city;
create index tickets_in_city on tickets (city_key, sort_time) where status = 'on_sale' and not past;
-- Prices are compared within one currency.
drop index tickets_by_amount;
create index tickets_by_amount on tickets (currency, amount, id) where status = 'on_sale' and not past;

-- Every word that titles and places were ever made of, so that one that is misspelled can be told from one that is not, and is
-- looked for among words and not among listings: there are few words and many listings.
create table vocabulary (word text primary key);
create index vocabulary_trigrams on vocabulary using gin (word gin_trgm_ops);

create function words_to_learn(search tsvector) returns setof text
language sql immutable strict parallel safe
begin atomic
  -- Long enough to be told from others with a letter wrong; what has digits is meant as it is.
  select word from unnest(tsvector_to_array(ts_filter(search, '{a,b,c}'))) as word where word ~ '^\D{4,60}$';
end;

create function learn_words() returns trigger language plpgsql as $$
begin
  -- In one order, so that transactions that learn the same words do not wait for each other in a circle.
  insert into vocabulary (word)
  select distinct word from changed, words_to_learn(search) as word order by word
  on conflict do nothing;
  return null;
end $$;
create trigger learn_new after insert on tickets referencing new table as changed
  for each statement execute function learn_words();
create trigger learn_changed after update on tickets referencing new table as changed
  for each statement execute function learn_words();
insert into vocabulary (word) select distinct word from tickets, words_to_learn(search) as word;

-- Words that one may have meant: one letter is wrong, missing, too many, or changed places with the next; of long words two. The
-- nearest come first. Of a word that there is, nothing else was meant.
create function similar_words(wanted text) returns setof text
language sql stable strict parallel safe
set pg_trgm.similarity_threshold = 0.25
begin atomic
  with near as (
    select word, levenshtein_less_equal(word, wanted, 2) as distance from vocabulary where word % wanted
    union all
    select word, 1 from vocabulary where word = any (array(
      select left(wanted, at - 1) || substr(wanted, at + 1, 1) || substr(wanted, at, 1) || substr(wanted, at + 2)
      from generate_series(1, length(wanted) - 1) as at))
  )
  select word from near
  where not exists (select from vocabulary as known where known.word = wanted)
  group by word
  having min(distance) <= case when length(wanted) < 7 then 1 else 2 end
  order by min(distance), similarity(word, wanted) desc, word
  limit 8;
end;
