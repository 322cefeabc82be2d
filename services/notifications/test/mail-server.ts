import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

interface Received {
  from: string;
  to: string[];
  /** Head and body, as they came. */
  message: string;
}

export interface MailServer {
  received: Received[];
  /** Takes the next mail, and cuts the connection in the place of saying so. */
  swallowNextAnswer(): void;
  close(): Promise<void>;
}

/** A real mail server; `refuse` may answer a recipient with a status of its own. */
export async function startMailServer(
  port: number,
  refuse: (to: string) => number | undefined = () => undefined,
): Promise<MailServer> {
  const received: Received[] = [];
  let swallows = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    // Otherwise it takes no dots side by side, not even quoted ones, which RFC 5321 allows.
    lenientAddressParsing: true,
    onRcptTo({ address }, _session, answer) {
      const responseCode = refuse(address);
      answer(responseCode ? Object.assign(new Error('not now, or never'), { responseCode }) : undefined);
    },
    async onData(stream, { envelope }, answer) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      const { mailFrom, rcptTo } = envelope;
      const message = Buffer.concat(parts).toString();
      received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), message });
      if (!swallows) return answer();
      swallows = false;
      for (const { _socket: socket } of server.connections as Set<{ _socket: { destroy(): void } }>) socket.destroy();
    },
  });
  server.on('error', () => {}); // of connections that this server itself cuts
  const listening = server.listen(port, '127.0.0.1');
  if (!listening.listening) await once(listening, 'listening');
  return {
    received,
    swallowNextAnswer() {
      swallows = true;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
