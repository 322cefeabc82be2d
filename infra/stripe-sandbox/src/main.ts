import { readConfig } from './config.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

/** One line that says what to do, not a stack. */
function fail(error: NodeJS.ErrnoException): never {
  const problem =
    error.code === 'EADDRINUSE'
      ? `port ${process.env.PORT} is in use: stop what listens there, or set another PORT`
      : error.message;
  console.error(`stripe-sandbox: ${problem}`);
  process.exit(1);
}

async function start(): Promise<Sandbox> {
  return startSandbox(readConfig(process.env));
}

const sandbox = await start().catch(fail);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    sandbox.stop().then(() => process.exit(0), fail);
  });
}
