'use client';
import { useState } from 'react';
import { browserApi } from '@/lib/api/browser';

export function SignOut() {
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
        Sign out
      </button>
      <p role="status" className="px-3 text-sm text-bad">
        {state === 'failed' && 'That did not work. Please try again.'}
      </p>
    </div>
  );
}
