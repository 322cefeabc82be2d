import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from './app.ts';
import type { SandboxConfig } from './config.ts';
import { idempotencyKeys } from './http/idempotency.ts';
import { startRefundSettler } from './refund-settler.ts';
import { openStore } from './state/store.ts';
import { startWebhooks } from './webhooks/sender.ts';

export interface Sandbox {
  url: string;
  /** Sends events there from now on. */
  deliverTo: (webhookUrl: string) => void;
  stop: () => Promise<void>;
}

/** How long requests under way may take to finish when the sandbox is stopped. */
const GRACE = 2000;

/** Starts the sandbox: first its port, so that two of them never share one folder by mistake, then its data. */
export async function startSandbox(config: SandboxConfig): Promise<Sandbox> {
  const log = pino({ name: 'stripe-sandbox', level: config.logLevel ?? 'info' });
  let handler: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => handler(request, response));
  server.listen(config.port, config.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { address, family, port } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;

  const store = await openStore(config.dataDir, config.webhookEvents).catch((error) => {
    server.close();
    throw error;
  });
  const publicUrl = (config.publicUrl ?? url).replace(/\/+$/, '');
  const context = {
    store,
    keys: idempotencyKeys(store),
    publicUrl,
    refundDelay: config.refundDelay ?? 1000,
  };
  const target = { url: config.webhookUrl, secret: config.webhookSecret };
  const webhooks = startWebhooks(store, target, log);
  const refunds = startRefundSettler(store, log);
  handler = createApp(context, config.secretKey, log);
  log.info({ url, dataDir: config.dataDir }, 'ready');

  return {
    url,
    deliverTo: (webhookUrl) => {
      target.url = webhookUrl;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      const impatience = setTimeout(() => server.closeAllConnections(), GRACE);
      await closed;
      clearTimeout(impatience);
      refunds.stop();
      await webhooks.stop();
      await store.close();
      log.info('stopped');
    },
  };
}
