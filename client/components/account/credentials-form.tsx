'use client';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';

const kinds = {
  signIn: { call: browserApi.users.signIn, button: 'Sign in', autoComplete: 'current-password', hint: undefined },
  signUp: {
    call: browserApi.users.signUp,
    button: 'Create account',
    autoComplete: 'new-password',
    hint: 'At least 8 characters. A few unrelated words make a good one.',
  },
};

export function CredentialsForm({ kind, next }: { kind: keyof typeof kinds; next: string }) {
  const { call, button, autoComplete, hint } = kinds[kind];
  return (
    <Form
      fields={['email', 'password']}
      submit={({ email = '', password = '' }) => call({ email, password })}
      done={() => void enter(next)}
    >
      <TextField
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <TextField name="password" label="Password" type="password" autoComplete={autoComplete} hint={hint} required />
      <Submit>{button}</Submit>
    </Form>
  );
}

/** A whole new page: everything is drawn anew for the member, and password managers notice the success. */
async function enter(next: string): Promise<void> {
  // Whoever was signed in before may have left without signing out.
  const { forgetMember } = await import('@/lib/offline/forget');
  await forgetMember();
  window.location.assign(next);
}
