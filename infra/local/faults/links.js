import { createServer } from 'node:http';
import { openLink } from '@frontrow/common/testing';

/**
 * The process of the links. `LINKS` says which there are; `POST /<name>/<act>` breaks or mends one, where an act is
 * `cut`, `block`, `block?way=there`, `block?way=back`, `delay?ms=200` or `restore`; `POST /restore` mends all.
 */

/** @type {{ name: string, port: number, target: string }[]} */
const wanted = JSON.parse(process.env.LINKS ?? '[]');
/** @type {Map<string, import('@frontrow/common/testing').TestLink>} */
const links = new Map();
for (const { name, port, target } of wanted) links.set(name, await openLink(target, port));

/** @param {import('@frontrow/common/testing').TestLink} link @param {string} act @param {URLSearchParams} how */
function perform(link, act, how) {
  if (act === 'cut') link.cut();
  else if (act === 'block')
    link.block(/** @type {import('@frontrow/common/testing').Way} */ (how.get('way') ?? 'both'));
  else if (act === 'delay') link.delay(Number(how.get('ms')));
  else if (act === 'restore') link.restore();
  else return false;
  return true;
}

createServer(({ url = '/' }, response) => {
  const { pathname, searchParams } = new URL(url, 'http://links');
  const [, name = '', act = ''] = pathname.split('/');
  const link = links.get(name);
  let known = name === '' || name === 'restore';
  if (name === 'restore') for (const one of links.values()) one.restore();
  else if (link) known = perform(link, act, searchParams);
  response.writeHead(known ? 200 : 404).end();
}).listen(Number(process.env.PORT), '127.0.0.1');

process.on('SIGTERM', () => process.exit());
