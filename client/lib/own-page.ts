import { timeWriter, type WriteTime } from '@frontrow/common/contracts';

type Style = Parameters<WriteTime>[1];

/**
 * Makes a page that everybody gets the reader's own, before any of it is seen: the theme they chose, and times as they
 * write them, where they are. It runs at the top of the page, and changes what is parsed after it as it comes.
 *
 * It is sent as its own source (`ownPageScript`), so it may use nothing but what it is given. What it writes is what
 * components/ui/time.tsx writes once React is there; a test compares the two.
 */
export function ownPage(write: WriteTime) {
  const root = document.documentElement;
  const theme = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1];
  if (theme) root.dataset.theme = theme;

  const language = root.lang;
  const variant =
    navigator.languages.find((tag) => tag.split('-')[0]?.toLowerCase() === language && isTag(tag)) ?? language;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  function isTag(tag: string) {
    try {
      return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
    } catch {
      return false;
    }
  }
  const shows = (instant: string, timeZone: string) =>
    (['day', 'clock'] as const).map((style) => write(instant, style, { locale: 'en', timeZone })).join();

  function own(time: HTMLTimeElement) {
    const { time: style, zone: theirs, until, forLong } = time.dataset;
    if (!style) return;
    const reader = { locale: variant, timeZone: zone, now: Date.now(), until };
    const line = theirs && time.parentElement?.querySelector<HTMLElement>(':scope > .for-reader');
    const withZone = !!line && shows(time.dateTime, theirs) !== shows(time.dateTime, zone);
    const here = { ...reader, ...(theirs && { timeZone: theirs, withZone }), ...(forLong && { now: undefined }) };
    time.textContent = write(time.dateTime, style as Style, here);
    if (!withZone) return;
    line.textContent = (root.dataset.forReader ?? '').replace('{time}', write(time.dateTime, 'short', reader));
    line.hidden = false;
  }

  /** Something follows: until then, its words may still be on their way. */
  function isWhole(element: Node | null): boolean {
    for (let node = element; node; node = node.parentNode) if (node.nextSibling) return true;
    return document.readyState !== 'loading';
  }

  function change() {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-time]')) {
      // One with a zone may have a line of its own after it, within the same element.
      if (!isWhole(time.dataset.zone ? time.parentElement : time)) continue;
      own(time);
      time.removeAttribute('data-time');
    }
    for (const choice of document.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
      choice.checked = choice.value === (theme ?? 'system');
    }
  }
  const observer = new MutationObserver(change);
  observer.observe(root, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', () => {
    change();
    observer.disconnect();
  });
}

export const ownPageScript = `(${ownPage})((${timeWriter})())`;
