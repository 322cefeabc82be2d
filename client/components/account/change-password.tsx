'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';

export function ChangePassword({ email }: { email: string | undefined }) {
  const router = useRouter();
  const [changes, setChanges] = useState(0);
  return (
    <Form
      key={changes}
      fields={['currentPassword', 'newPassword']}
      submit={({ currentPassword = '', newPassword = '' }) =>
        browserApi.users.changePassword({ currentPassword, newPassword })
      }
      done={() => {
        setChanges(changes + 1);
        router.refresh();
      }}
    >
      <div role="status" className="empty:hidden">
        {changes > 0 && <Notice kind="good">Changed. Every other browser was signed out.</Notice>}
      </div>
      {/* Password managers need to see whose password it is. */}
      <input type="text" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <TextField name="currentPassword" label="Current password" type="password" autoComplete="current-password" />
      <TextField
        name="newPassword"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters. All your other browsers are signed out."
      />
      <Submit className="button-primary">Change password</Submit>
    </Form>
  );
}
