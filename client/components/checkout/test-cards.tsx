'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { sandbox, type TestCard } from '@/lib/api/sandbox';

/** Cards that pay, that are declined, that ask for 3-D Secure: one click fills the form. */
export function TestCards({ choose }: { choose: (card: TestCard) => void }) {
  const t = useTranslations('checkout');
  const [cards, setCards] = useState<TestCard[]>([]);
  useEffect(() => {
    sandbox.testCards().then((answer) => answer.ok && setCards(answer.data));
  }, []);

  return (
    <details className="col-span-2 rounded-xl bg-sunken px-4 py-3" open>
      <summary className="font-semibold">{t('testCards')}</summary>
      <ul className="mt-3 grid max-h-72 min-h-24 gap-2 overflow-y-auto sm:grid-cols-2">
        {cards.map((card) => (
          <li key={card.number}>
            <button
              type="button"
              onClick={() => choose(card)}
              className="w-full rounded-lg border border-line bg-surface px-3 py-2 text-left text-sm hover:border-edge"
            >
              <span className="block font-semibold">{card.label}</span>
              <span className="figures block text-muted">{`•••• ${card.number.slice(-4)} · ${card.outcome}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
