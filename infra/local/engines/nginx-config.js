import { COPIED_PAGES, COPIED_TICKETS, copiesSettings, FORWARDED, setHeaders, sharedServer } from './nginx-copies.js';
import { UNAVAILABLE_PAGE } from './unavailable-page.js';

/** Which service answers what is below a prefix. @type {Record<string, keyof import('../base/ports.js').Ports>} */
const ROUTES = {
  '/api/users': 'auth',
  '/api/tickets': 'tickets',
  '/api/orders': 'orders',
  '/api/payments': 'payments',
  '/api/notifications': 'notifications',
  '/api/audit': 'audit',
};

/**
 * @typedef {keyof import('../base/ports.js').Ports} Part
 *
 * @param {object} options
 * @param {string} options.home where it may keep temporary files
 * @param {boolean} options.usesSandbox
 * @param {string[]} options.listen the addresses it answers at
 * @param {string[]} options.names what it may be called; who asks for another host gets nothing (ADR 54)
 * @param {string} options.shared an address of the loopback for a server of its own, which makes the copies for everybody
 * @param {(part: Part) => string[]} options.addressesOf of the servers behind it, the replicas of each part
 * @param {boolean} [options.counted] whether the requests and connections of each address are limited; never behind another
 *   proxy, for which all of them would be its own
 * @param {string} [options.resolver] a name server that is asked again and again where those may move (in containers)
 */
export function nginxConfig({ home, usesSandbox, listen, names, shared, addressesOf, counted = false, resolver }) {
  const upstreams = Object.values(ROUTES).concat('client', usesSandbox ? 'sandbox' : []);
  return `daemon off;
pid nginx.pid;
worker_processes auto;
error_log stderr warn;
events { worker_connections 4096; }

http {
${HTTP_SETTINGS}
${TEMPORARY.map((kind) => `  ${kind}_temp_path "${home}/temp-${kind}";`).join('\n')}
${resolver ? `  resolver ${resolver} valid=5s;\n` : ''}${upstreams.map((name) => upstream(name, addressesOf(/** @type {Part} */ (name)), resolver)).join('')}
${counted ? COUNTED : ''}${copiesSettings(home)}${sharedServer(shared, unavailable())}
  # A page of somebody else's whose name leads here (DNS rebinding) would otherwise be of the same origin as ours.
  server {
${listen.map((address) => `    listen ${address} default_server backlog=4096;`).join('\n')}
    server_name _;
    error_page 400 414 494 =400 /api/unreadable;
    location / {
      ${problem(421, 'Misdirected Request', 'There is nothing under this name here.', 'misdirected')}
    }
${UNREADABLE}  }

  server {
${listen.map((address) => `    listen ${address};`).join('\n')}
    server_name ${names.join(' ')};
    error_page 400 414 494 =400 /api/unreadable; # a named location needs an address that can be read
    error_page 405 = @not_allowed;
    if ($request_method !~ ^(GET|HEAD|POST|PUT|DELETE|OPTIONS)$) { # Node refuses what it does not know without a word
      return 405;
    }
${Object.entries(ROUTES)
  .map(([prefix, name]) => apiLocation(prefix, name, MORE[name] ?? ''))
  .join('')}
${usesSandbox ? SANDBOX_LOCATION : ''}
    # The rest below these is nobody's; health and metrics are for the machine, not for the world.
    location ~* ^/(api|stripe-sandbox|health|metrics)(/|$) {
      ${problem(404, 'Not Found', 'There is nothing here.', 'not_found', { what: 'page' })}
    }
${COPIED_PAGES}
    location / {
      proxy_pass http://client;
${setHeaders({ ...FORWARDED, 'Accept-Encoding': '""' })} # compressed is here
      proxy_buffering off; # pages are streamed while they are rendered
      error_page 413 = @too_large;
      error_page 429 = @too_many;
      error_page 502 504 = @page_unavailable;
    }

${UNREADABLE}    location @not_allowed {
      ${problem(405, 'Method Not Allowed', 'This cannot be done with this address.', 'not_allowed')}
    }
    location @too_many {
      add_header Retry-After 2 always;
      ${problem(429, 'Too Many Requests', 'too many requests; try again in 2 s', 'throttled', { wait: 2, unit: 's' })}
    }
    location @too_large {
      ${problem(413, 'Content Too Large', 'must be at most 16 KiB', 'too_large', { most: '16 KiB' }, 'body')}
    }
    location @poster_too_large {
      ${problem(413, 'Content Too Large', 'must be at most 8 MiB', 'too_large', { most: '8 MiB' }, 'body')}
    }
${unavailable()}  }
}
`;
}

/** A port for the pages' own calls, which no stranger reaches: all of them come from one address. */
export const PAGES_PORT = '8082';

/** Room for a household's browsers and an office behind one address; what one account may do, services count. */
const COUNTED = `
  # Not what comes from here: copies for everybody, and what pages ask for while they are made.
  map $remote_addr $stranger { default $binary_remote_addr; 127.0.0.1 ""; }
  map $server_port $counted { default $stranger; ${PAGES_PORT} ""; }
  limit_conn_zone $counted zone=connections:10m;
  limit_req_zone $counted zone=requests:10m rate=50r/s;
  limit_conn connections 300;
  limit_req zone=requests burst=500 nodelay;
  limit_conn_status 429;
  limit_req_status 429;
  limit_conn_log_level info;
  limit_req_log_level info;
`;

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const HTTP_SETTINGS = `  access_log off;
  server_tokens off;

  # Bodies are small, posters and what Stripe says aside: kept in memory, they need no file.
  client_max_body_size 16k;
  client_body_buffer_size 512k;
  client_header_timeout 15s;
  client_body_timeout 15s;
  proxy_max_temp_file_size 0;
  proxy_buffer_size 16k;
  proxy_buffers 8 16k;

  gzip on;
  gzip_proxied any;
  gzip_min_length 1024;
  gzip_types text/css text/plain text/javascript application/javascript application/json application/problem+json
             image/svg+xml;

  proxy_http_version 1.1;
  proxy_connect_timeout 2s;
${setHeaders(FORWARDED, 2)}
`;

/**
 * Kept connections are closed here before Node closes them (after 5 s), or a request could meet a closing one.
 * One that is gone is asked again by each request (its refusal takes no time) rather than left alone for ten seconds:
 * with all marked as gone, none would be asked.
 * @param {string} name
 * @param {string[]} addresses
 * @param {string} [resolver]
 */
const upstream = (name, addresses, resolver) => `
  upstream ${name} {
${resolver ? `    zone ${name} 64k;\n` : ''}${addresses.map((address) => `    server ${address}${resolver ? ' resolve' : ''} max_fails=0;\n`).join('')}    keepalive 512;
    keepalive_timeout 4s;
  }
`;

/** @param {string} prefix @param {string} name @param {string} more */
const apiLocation = (prefix, name, more) => `
    location ~ ^${prefix}(/|$) {
      proxy_pass http://${name};
      error_page 413 = @too_large;
      error_page 429 = @too_many;
      error_page 502 504 = @unavailable;
      location ~* /stream$ { # server-sent events: each at once, for as long as the page is open
        proxy_pass http://${name};
        proxy_buffering off;
        proxy_read_timeout 1h;
      }
${more}    }
`;

/** The only bodies that are large: images, up to what tickets takes (MAX_POSTER_BYTES). */
const POSTER_LOCATION = `      location ~* /poster$ {
        proxy_pass http://tickets;
        client_max_body_size 8m;
        client_body_timeout 30s;
        error_page 413 = @poster_too_large;
        error_page 429 = @too_many;
        error_page 502 504 = @unavailable;
      }
`;

/** Events of Stripe's carry whole objects: as much as payments takes of them. */
const WEBHOOK_LOCATION = `      location ~* /webhook$ {
        proxy_pass http://payments;
        client_max_body_size 512k;
        error_page 429 = @too_many;
        error_page 502 504 = @unavailable;
      }
`;

/** @type {Record<string, string>} */
const MORE = { tickets: POSTER_LOCATION + COPIED_TICKETS, payments: WEBHOOK_LOCATION };

/** The pages of the sandbox that a browser sees: it knows nothing of the prefix. */
const SANDBOX_LOCATION = `
    location ^~ /stripe-sandbox/ {
      proxy_pass http://sandbox/;
      error_page 429 = @too_many;
      error_page 502 504 = @unavailable;
    }
`;

/** What every answer of nginx' own says, too: nothing of it is to be run, framed, kept or told on. */
const ownHeaders = (styles = "'none'") =>
  Object.entries({
    'Content-Security-Policy': `default-src 'none'; style-src ${styles}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  })
    .map(([name, value]) => `      add_header ${name} "${value}" always;`)
    .join('\n');

/** @param {number} status @param {string} title @param {string} message @param {string} code @param {object} [params] @param {string} [field] */
function problem(status, title, message, code, params, field) {
  const body = JSON.stringify({ type: 'about:blank', title, status, errors: [{ message, field, code, params }] });
  return `default_type application/problem+json;
${ownHeaders()}
      return ${status} '${body}';`;
}

const UNREADABLE = `    location = /api/unreadable {
      ${problem(400, 'Bad Request', 'The address or the headers of the request cannot be read.', 'unreadable')}
    }
`;

/** What is answered where the server behind is away. */
const unavailable = () => `    location @unavailable {
      add_header Retry-After 2 always;
      ${problem(503, 'Service Unavailable', 'This part of Frontrow is not available right now; please try again in a moment.', 'unavailable')}
    }
    location @page_unavailable {
      add_header Retry-After 5 always;
      default_type "text/html; charset=utf-8";
${ownHeaders("'unsafe-inline'")}
      return 503 '${UNAVAILABLE_PAGE}';
    }
`;
