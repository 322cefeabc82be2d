'use client';
import { Timer } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { browserApi } from '@/lib/api/browser';
import { heldOf, onHeldChange, readRaw, replaceHeld } from '@/lib/held-orders';
import { clockOf } from '@/lib/seconds-left';

/** For so long what was remembered, or that there was nothing, is believed without asking. */
const BELIEVED_MS = 30_000;
/** When orders were asked last; in the tab, so that each begins by asking once. */
const ASKED = 'held-orders-asked';

/** What of a member's is held and not paid yet, with the time that is left, on every page but its own. */
export function HeldOrders({ userId }: { userId: string }) {
  const t = useTranslations('ui.held');
  const pathname = usePathname();
  const raw = useSyncExternalStore(onHeldChange, readRaw, () => '');
  const held = useMemo(() => heldOf(raw, userId), [raw, userId]);
  const isKnown = useKnown(held.length > 0);
  const now = useNow(held.length > 0);
  const open = held.filter(({ id, until }) => until > now && pathname !== `/orders/${id}`);
  const [first] = open;
  if (!isKnown || !first) return null;

  const time = clockOf(Math.ceil((first.until - now) / 1000));
  return (
    // A page load of its own: the checkout has its own content policy.
    <a
      href={open.length === 1 ? `/orders/${first.id}` : '/orders?status=unpaid'}
      aria-label={t('label', { count: open.length, time })}
      className="flex shrink-0 items-center gap-2 rounded-full bg-warn-soft px-3.5 py-2.5 font-semibold text-warn hover:underline"
    >
      <Timer aria-hidden className="size-5 shrink-0" />
      <span className="figures">{time}</span>
      <span className="hidden sm:inline">{t('toPay')}</span>
    </a>
  );
}

/** Whether what is remembered may be shown: asks once in a tab, and again where it is remembered for a while already. */
function useKnown(isAnyHeld: boolean): boolean {
  const [isKnown, setKnown] = useState(false);
  useEffect(() => {
    let isGone = false;
    async function look() {
      const asked = Number(sessionStorage.getItem(ASKED));
      if (asked === 0 || (isAnyHeld && Date.now() - asked > BELIEVED_MS)) {
        const answer = await browserApi.orders.list({ status: 'unpaid', limit: 20 });
        if (!answer.ok) return;
        replaceHeld(answer.data);
        sessionStorage.setItem(ASKED, String(Date.now()));
      }
      if (!isGone) setKnown(true);
    }
    const wake = () => document.visibilityState === 'visible' && void look().catch(() => {});
    wake();
    document.addEventListener('visibilitychange', wake);
    return () => {
      isGone = true;
      document.removeEventListener('visibilitychange', wake);
    };
  }, [isAnyHeld]);
  return isKnown;
}

/** The device's clock, while there is something to count down. */
function useNow(isNeeded: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isNeeded) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}
