'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { browserApi } from '@/lib/api/browser';
import { type History, parts, remember, type Service, services } from '@/lib/backlog';

/** Services look at most once a second, whoever asks. */
const EVERY_MS = 2_000;

/** What each service said of its backlog lately, asked again and again while somebody can see it. */
export function useBacklogs(): Record<Service, History> {
  const router = useRouter();
  const [histories, setHistories] = useState<Record<Service, History>>(nothingYet);

  useEffect(() => {
    // Each by itself, so that one which hangs keeps nobody from seeing the others.
    const stops = services.map((service) =>
      pollWhileVisible(async () => {
        const answer = await browserApi.backlog(parts[service]);
        if (!answer.ok && answer.problem.status === 401) return router.refresh();
        const reading = answer.ok ? answer.data : undefined;
        setHistories((now) => ({ ...now, [service]: remember(now[service], reading) }));
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [router]);

  return histories;
}

const nothingYet = Object.fromEntries(services.map((service) => [service, []])) as unknown as Record<Service, History>;

/** Looks now, again a while after each look, and at once when the page is seen again. Returns how to stop it. */
function pollWhileVisible(look: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  let stopped = false;
  const next = async () => {
    clearTimeout(timer);
    if (looking || stopped || document.visibilityState !== 'visible') return;
    looking = true;
    await look();
    looking = false;
    if (!stopped) timer = setTimeout(next, EVERY_MS);
  };
  document.addEventListener('visibilitychange', next);
  void next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', next);
  };
}
