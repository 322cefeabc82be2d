'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserApi } from '@/lib/api/browser';

export function SignOut() {
  const t = useTranslations('ui.signOut');
  const [state, setState] = useState<'ready' | 'busy' | 'failed' | 'unsent'>('ready');

  async function signOut() {
    const warned = state === 'unsent';
    setState('busy');
    const { countUnsent, forgetMember } = await import('@/lib/offline/forget');
    if (!warned && (await countUnsent()) > 0) return setState('unsent');
    const answer = await browserApi.users.signOut();
    if (!answer.ok) return setState('failed');
    await forgetMember();
    // A whole new page, so that nothing of the member stays in memory.
    window.location.assign('/');
  }

  return (
    <div className="border-t border-line pt-1">
      <button type="button" onClick={signOut} disabled={state === 'busy'} className="menu-item w-full text-left">
        {t(state === 'unsent' ? 'anyway' : 'button')}
      </button>
      <p role="status" className="px-3 text-sm text-bad">
        {state === 'failed' && t('failed')}
        {state === 'unsent' && t('unsent')}
      </p>
    </div>
  );
}
