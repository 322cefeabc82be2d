import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Response } from 'express';
import { eventually } from '../testing/index.ts';
import { openStreams } from './stream.ts';

const SIZE = 100_000;
const eventOf = (version: number) => Buffer.from(`event: state\ndata: ${version} ${'x'.repeat(SIZE)}\n\n`);

const stopping = new AbortController();
const streams = openStreams(undefined, stopping.signal);
const opened: { response: ServerResponse; send: (event: Buffer) => void }[] = [];
const server = createServer((_request, response) => {
  const subscribe = (send: (event: Buffer) => void) => {
    opened.push({ response, send });
    return () => {};
  };
  streams.open(response as Response, subscribe, undefined);
});
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  stopping.abort();
  server.closeAllConnections();
  server.close();
});

test('a client that does not read costs no more memory than one state, and reads the newest in the end', async () => {
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  client.write('GET / HTTP/1.1\r\nhost: test\r\n\r\n');
  await eventually(() => expect(opened).toHaveLength(1));
  const { response, send } = opened[0]!;
  let version = 0;
  const sendNext = () => {
    version += 1;
    send(eventOf(version));
  };
  // Until the kernel takes no more at either end, however much that is here; and then a hundred times what may wait.
  for (let full = 0; full < 20; full = response.writableNeedDrain ? full + 1 : 0) {
    sendNext();
    await new Promise(setImmediate);
  }
  for (let more = 0; more < 300; more += 1) sendNext();
  expect(response.writableNeedDrain).toBe(true);
  expect(response.writableLength + (response.socket?.writableLength ?? 0)).toBeLessThan(3 * SIZE);

  let text = '';
  client.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  client.resume();
  const versions = () => [...text.matchAll(/^data: (\d+) x/gm)].map(([, version]) => Number(version));
  await eventually(() => expect(versions().at(-1)).toBe(version));
  expect(versions().length).toBeLessThan(version - 290);
  client.destroy();
});
