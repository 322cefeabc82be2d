import type { Page } from '@playwright/test';

/** What a reader could see in one frame; only frames that differ from the one before are kept. */
export interface Frame {
  kind: 'frame';
  path: string;
  headline: string;
  /** The bar with the time that is left, as it reads; null when there is none. */
  clock: string | null;
  /** The buttons in the page's main part. */
  buttons: { text: string; disabled: boolean }[];
  /** What is said in notices. */
  notices: string[];
  /** What the header says of orders that wait to be paid. */
  held: string | null;
}

/** An answer of the API, as the page gets it, or a button that was pressed. */
export type Recorded =
  | Frame
  | { kind: 'answer'; method: string; path: string; status: number }
  | { kind: 'press'; text: string };

/**
 * Samples a page in each animation frame, on whatever page it goes to, together with what the page is answered: so that a
 * test can say that no frame contradicted what was true by then.
 */
export async function recordFrames(page: Page): Promise<Recorded[]> {
  const records: Recorded[] = [];
  await page.exposeBinding('recordFrame', (_source, record: Recorded) => void records.push(record));
  await page.addInitScript(sampleFrames);
  return records;
}

/** Runs in the page, so it may use nothing but what is there. */
function sampleFrames() {
  const { recordFrame } = window as unknown as { recordFrame: (record: object) => void };
  const textOf = (element: Element | null) => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  let last = '';

  function sample() {
    const main = document.querySelector('main');
    const clock = document.querySelector('.hold-clock');
    const frame = {
      kind: 'frame',
      path: location.pathname,
      headline: textOf(document.querySelector('h1')),
      clock: clock && isSeen(clock) ? textOf(clock) : null,
      buttons: [...(main?.querySelectorAll('button') ?? [])]
        .filter(isSeen)
        .map((button) => ({ text: textOf(button), disabled: button.disabled })),
      notices: [...(main?.querySelectorAll('[role=alert]') ?? [])].filter(isSeen).map(textOf).filter(Boolean),
      held: textOf(document.querySelector('header a[href^="/orders"][aria-label]')) || null,
    };
    const text = JSON.stringify(frame);
    if (text !== last) recordFrame(frame);
    last = text;
    requestAnimationFrame(sample);
  }
  requestAnimationFrame(sample);

  document.addEventListener(
    'click',
    ({ target }) => {
      const button = (target as Element).closest('button');
      if (button) recordFrame({ kind: 'press', text: textOf(button) });
    },
    true,
  );

  const send = window.fetch;
  window.fetch = async (...given) => {
    const answer = await send(...given);
    const [asked, init] = given;
    const { pathname } = new URL(asked instanceof Request ? asked.url : String(asked), location.href);
    const record = { kind: 'answer', method: init?.method ?? 'GET', path: pathname, status: answer.status };
    if (pathname.startsWith('/api/')) recordFrame(record);
    return answer;
  };
}
