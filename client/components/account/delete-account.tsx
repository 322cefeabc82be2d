'use client';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';

export function DeleteAccount({ email }: { email: string | undefined }) {
  return (
    <Form
      fields={['password']}
      submit={({ password = '' }) => browserApi.users.deleteAccount({ password })}
      done={() => void leave()}
    >
      {/* Password managers need to see whose password it is. */}
      <input type="text" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        hint="Nobody can bring the account back once it is deleted, not even we."
      />
      <Submit className="button-danger">Delete my account</Submit>
    </Form>
  );
}

async function leave(): Promise<void> {
  const { forgetMember } = await import('@/lib/offline/forget');
  await forgetMember();
  window.location.assign('/goodbye');
}
