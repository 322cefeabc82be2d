'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserApi } from '@/lib/api/browser';

export function SignOut() {
  const t = useTranslations('ui.signOut');
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');

  async function signOut() {
    setState('busy');
    const answer = await browserApi.users.signOut();
    // A whole new page, so that nothing of the member stays in memory.
    if (answer.ok) window.location.assign('/');
    else setState('failed');
  }

  return (
    <div className="border-t border-line pt-1">
      <button type="button" onClick={signOut} disabled={state === 'busy'} className="menu-item w-full text-left">
        {t('button')}
      </button>
      <p role="status" className="px-3 text-sm text-bad">
        {state === 'failed' && t('failed')}
      </p>
    </div>
  );
}
