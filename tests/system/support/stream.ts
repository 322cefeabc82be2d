import { baseUrl } from './instance.ts';

export interface StateStream {
  /** The states that came so far. */
  states: unknown[];
  /** Resolves when the server ends the stream. */
  ended: Promise<void>;
  close(): void;
}

/** Listens to server-sent states through the gateway, as a page does. */
export async function listen(path: string, cookie?: string): Promise<StateStream> {
  const leaving = new AbortController();
  const response = await fetch(baseUrl + path, { headers: cookie ? { cookie } : {}, signal: leaving.signal });
  if (response.status !== 200) throw new Error(`the stream answered ${response.status}`);
  const states: unknown[] = [];
  return { states, ended: read(response, states).catch(() => {}), close: () => leaving.abort() };
}

async function read(response: Response, states: unknown[]): Promise<void> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      if (data) states.push(JSON.parse(data));
      text = text.slice(end + 2);
    }
  }
}
