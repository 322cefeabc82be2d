/**
 * Shared copies of what is public and the same for everybody: nginx keeps an answer for a second, and for five more while
 * one request asks for a new one (ADR 34).
 *
 * An answer that becomes a copy is asked for through a server of nginx's own (`sharedServer`), which passes on nothing of
 * a request but its address and language. So a copy can hold nothing of the visitor for whom it was made.
 */

/** What an answer says that may be shared, to this cache and to any other in front of it. */
export const SHARED = 'public, s-maxage=1, stale-while-revalidate=5';

/** The same to nginx itself, which counts whole seconds and so takes up to one more. */
const KEPT = 'public, s-maxage=1, stale-while-revalidate=4';

/**
 * What a server behind is told of a request. Where a location adds a header of its own, nginx forgets all that it had
 * from further out; so they are repeated there.
 */
export const FORWARDED = {
  Connection: '""',
  Host: '$http_host',
  'X-Forwarded-For': '$proxy_add_x_forwarded_for',
  'X-Forwarded-Proto': '$scheme',
  'X-Forwarded-Host': '$http_host',
};

/** @param {Record<string, string | undefined>} headers @param {number} [indent] */
export const setHeaders = (headers, indent = 6) =>
  Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${' '.repeat(indent)}proxy_set_header ${name} ${value};`)
    .join('\n');

/** As i18n/locales.ts of the client has them, the one for everybody else first; a test compares the two. */
const LANGUAGES = ['en', 'de'];

/** A header that names a language, in any place. @param {string} languages */
const names = (languages) => `(^|,)\\s*(${languages})([-,;\\s]|$)`;

/** One listing, by its id. */
const ID = '[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}';

/** Who asks with a cookie of a session, whatever it is called, never meets a copy. */
const PERSONAL = `
  map "$http_authorization$http_cookie" $is_personal {
    default "";
    "~*session" 1;
    "~*^(basic|bearer|digest)" 1;
  }`;

/**
 * The language of a visitor, as the client itself chooses it (chooseLocale): their own choice, else the first of
 * Accept-Language that there is. What takes more than reading from left to right passes the copies by.
 */
const LANGUAGE = `
  map $http_accept_language $preferred_language {
    default ${LANGUAGES[0]};
    "~*q=(0(\\.0*)?|[^01].*)\\s*(,|$)" unclear;
${LANGUAGES.map((language) => `    "~*^\\s*${language}(-[a-z0-9-]+)?\\s*(,|$)" ${language};`).join('\n')}
${LANGUAGES.map((language) => {
  const others = LANGUAGES.filter((other) => other !== language).join('|');
  return `    "~*^(?!.*${names(others)}).*${names(language)}" ${language};`;
}).join('\n')}
    "~*${names(LANGUAGES.join('|'))}" unclear;
  }
  map $cookie_lang $language {
    default $preferred_language;
${LANGUAGES.map((language) => `    ${language} ${language};`).join('\n')}
  }`;

const MAPS = `${PERSONAL}
${LANGUAGE}
  map $http_accept_encoding $encoding {
    default "";
    "~*gzip\\s*;\\s*q=0(\\.0*)?\\s*(,|$)" "";
    "~*gzip" gzip;
  }
  map $request_method $is_reading { default ""; GET yes; HEAD yes; }

  # Days in a search are those of the visitor's zone, and what the router of the pages asks for depends on what it has.
  map "$arg_from$arg_to$arg_when$http_rsc$http_next_router_state_tree$http_next_router_prefetch$http_next_action" $is_adapted {
    default 1;
    "" "";
  }
  map "$is_reading$is_personal$is_adapted-$language" $page_origin {
    default client;
${LANGUAGES.map((language) => `    yes-${language} shared;`).join('\n')}
  }
  # Who asks the API for a fresh answer gets one, as the client does for pages that are copied themselves.
  map "$is_reading$is_personal-$http_cache_control$http_pragma" $api_origin {
    default tickets;
    "~*^yes-(?!.*no-cache)" shared;
  }
${['page', 'api']
  .map(
    (kind) => `  map $${kind}_origin $${kind}_is_own { default 1; shared ""; }
  map $${kind}_origin $${kind}_encoding { default ""; shared $encoding; }`,
  )
  .join('\n')}

  # Kept is only a whole answer that says so, and none that gives its visitor a cookie.
  map "$upstream_status:$upstream_http_set_cookie:$upstream_http_cache_control" $keep {
    default no-store;
    "~^200::public, " "${KEPT}";
  }
  map $upstream_status $said { default no-store; 200 $upstream_http_cache_control; }
  map $upstream_http_x_said $told { default $upstream_http_x_said; "" $upstream_http_cache_control; }
`;

/** For \`http\`. @param {string} home where the copies are kept */
export const copiesSettings = (home) => `
  proxy_cache_path "${home}/copies" levels=1:2 keys_zone=copies:8m inactive=6s max_size=64m use_temp_path=off;
${MAPS}`;

/**
 * There is no \`proxy_cache_use_stale\`, which would send old copies for as long as a new one does not come: how long is
 * up to \`stale-while-revalidate\` alone.
 * @param {'page' | 'api'} kind
 * @param {string} key
 */
const fromCopies = (kind, key) => `
      proxy_pass http://$${kind}_origin;
      proxy_cache copies;
      proxy_cache_key "${key}";
      proxy_cache_bypass $${kind}_is_own;
      proxy_no_cache $${kind}_is_own;
      proxy_cache_lock on;
      proxy_cache_lock_timeout 2s;
      proxy_cache_background_update on;
      proxy_ignore_headers Vary; # the key has all that a copy varies by
${setHeaders({ ...FORWARDED, 'Accept-Encoding': `$${kind}_encoding` })}
      proxy_hide_header Cache-Control;
      proxy_hide_header X-Said;
      add_header Cache-Control $told always;
      proxy_pass_header Date; # so that a cache in front knows how old a copy is already`;

const PAGE_KEY = '$http_host$request_uri $language $encoding';

/** Home with its search, the pages of listings with their images for links, and the files that all pages share. */
export const COPIED_PAGES = ['= /', `~ "^/tickets/${ID}(/preview\\.png)?$"`, '^~ /_next/static/']
  .map(
    (address) => `
    location ${address} {${fromCopies('page', PAGE_KEY)}
${address.includes('static') ? '' : '      add_header Vary "Cookie, Accept-Language" always; # the client cannot say so itself'}
      error_page 429 = @too_many;
      error_page 502 504 = @page_unavailable;
    }
`,
  )
  .join('');

/** Within the API's location of tickets: lists with searches, one listing, the files of its poster. */
export const COPIED_TICKETS = ['/?$', `/${ID}(/poster/[^/]+/[^/]+)?/?$`]
  .map(
    (
      address,
    ) => `      location ~* "^/api/tickets${address}" {${fromCopies('api', '$http_host$request_uri - $encoding').replaceAll('\n', '\n  ')}
      }
`,
  )
  .join('');

const { 'X-Forwarded-For': _visitor, ...ABOUT_NOBODY } = FORWARDED;

/**
 * The server that answers for copies. It tells what may be kept by \`Cache-Control\`, and what the visitor is told by
 * \`X-Said\`: files that a browser keeps for a year are kept here for as long as the rest, and not for longer.
 * @param {string} listen an address that only nginx itself can reach
 * @param {string} unavailable the locations `@unavailable` and `@page_unavailable`
 */
export const sharedServer = (listen, unavailable) => `
  upstream shared {
    server ${listen};
    keepalive 16;
    keepalive_timeout 4s;
  }

  server {
    listen ${listen};
    gzip_comp_level 5; # once for all who get the copy
    gzip_vary on;

    proxy_pass_request_headers off;
    proxy_pass_request_body off;
${setHeaders(ABOUT_NOBODY, 4)}
    proxy_hide_header Cache-Control;
    proxy_hide_header X-Correlation-Id; # of the one request that made the copy
    add_header Cache-Control $keep always;
    add_header X-Said $said always;

    location /api/ {
      proxy_pass http://tickets;
      error_page 502 504 = @unavailable;
    }
    location / {
      proxy_pass http://client;
      error_page 502 504 = @page_unavailable;
${setHeaders({ ...ABOUT_NOBODY, Cookie: '"lang=$language"', 'Accept-Language': '$language' })}
    }
${unavailable}  }
`;
