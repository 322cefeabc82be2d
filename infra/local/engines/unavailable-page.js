/** What a browser gets while the client is down. One line without single quotes: it goes into nginx's configuration. */
export const UNAVAILABLE_PAGE = [
  '<!doctype html><html lang="en"><head><meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="5">',
  '<title>Back in a moment – Frontrow</title>',
  '<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}</style></head>',
  '<body><h1>Back in a moment</h1><p>Frontrow is starting or being updated. This page tries again by itself.</p></body></html>',
].join('');
