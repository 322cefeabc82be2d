import { type Logger as Pino, pino } from 'pino';

export type Log = Pino;

/** JSON lines on standard output. Secrets and e-mail addresses are blotted out wherever they appear by these names. */
export const createLog = (service: string, level: string): Log =>
  pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['email', 'password', 'token', 'cookie', 'authorization', 'secret', 'clientSecret'].flatMap((name) => [
        name,
        `*.${name}`,
        `*.*.${name}`,
      ]),
      censor: '[redacted]',
    },
  });
