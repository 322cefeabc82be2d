import { connect } from 'node:net';

/**
 * What an HTTP server says it still misses: undefined once it answers well, else in a few words.
 * @param {string} url
 */
export async function missingAt(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' });
    const text = await answer.text();
    if (answer.status < 400) return undefined;
    return checksThatFail(text) ?? `answers ${answer.status}`;
  } catch {
    return 'starting';
  }
}

/** `starting` as long as nobody listens at a port, then undefined. @param {string} host @param {number} port @returns {Promise<string | undefined>} */
export function silentAt(host, port) {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.setTimeout(1000, () => socket.destroy());
    let heard = false;
    socket.on('connect', () => {
      heard = true;
      socket.end();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard ? undefined : 'starting'));
  });
}

/** Whether an HTTP server answers that it is of no use; one that does not answer at all does not say so. @param {string} url */
export async function saysItFails(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).status >= 500;
  } catch {
    return false;
  }
}

/** Services name what they miss as `{"checks": {"database": "why", ...}}`. @param {string} text */
function checksThatFail(text) {
  try {
    const failing = Object.entries(JSON.parse(text).checks).filter(([, check]) => check !== true && check !== 'ok');
    return `waits for ${failing.map(([name]) => name).join(', ')}`;
  } catch {
    return undefined;
  }
}
