'use client';
import { useRouter } from 'next/navigation';
import { Confirm } from '@/components/ui/confirm';
import { browserApi } from '@/lib/api/browser';

export function RevokeSession({ id, name }: { id: string; name: string }) {
  const router = useRouter();
  return (
    <Confirm
      label="Sign out"
      confirmLabel="Sign it out"
      title={`Sign out ${name}?`}
      act={() => browserApi.users.revokeSession(id)}
      done={router.refresh}
    >
      That browser has to sign in again before it can buy, sell or see tickets.
    </Confirm>
  );
}
