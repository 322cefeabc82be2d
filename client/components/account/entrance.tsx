import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Notice } from '@/components/ui/notice';
import { readMember } from '@/lib/api/member';
import { safeNext } from '@/lib/links';
import { CredentialsForm } from './credentials-form';

const words = {
  signIn: {
    title: 'Welcome back',
    intro: 'Sign in to reserve, pay and see your tickets.',
    other: { question: 'New here?', name: 'Create an account', path: '/signup' },
  },
  signUp: {
    title: 'Take a seat',
    intro: 'One account to buy tickets and to sell them.',
    other: { question: 'Have an account?', name: 'Sign in', path: '/signin' },
  },
};

interface Props {
  kind: keyof typeof words;
  /** Where it leads on to. */
  next: string | string[] | undefined;
  /** The reader was signed in until just now. */
  ended?: boolean;
}

/** The pages to sign in and to sign up: the same door, two handles. */
export async function Entrance({ kind, next, ended = false }: Props) {
  const target = safeNext(next);
  if ((await readMember())?.id) redirect(target);
  const { title, intro, other } = words[kind];
  const otherPath = target === '/' ? other.path : `${other.path}?next=${encodeURIComponent(target)}`;
  return (
    <div className="mx-auto w-full max-w-md px-4 pt-10 sm:px-6 sm:pt-16">
      <h1 className="headline text-6xl">{title}</h1>
      <p className="mt-3 text-lg text-muted">{intro}</p>
      {ended && (
        <div role="status" className="mt-6">
          <Notice kind="info" title="You were signed out.">
            Your session ended, or someone ended it from another browser. Nothing was charged meanwhile, and what you
            reserved is held until its time runs out. Sign in, and you are back where you were.
          </Notice>
        </div>
      )}
      <div className="card mt-8 p-5 sm:p-7">
        <CredentialsForm kind={kind} next={target} />
        {kind === 'signIn' && (
          <p className="mt-4 text-center">
            <Link href="/forgot-password" className="link">
              Forgot your password?
            </Link>
          </p>
        )}
      </div>
      <p className="mt-6 text-center">
        {other.question}{' '}
        <Link href={otherPath} className="link">
          {other.name}
        </Link>
      </p>
    </div>
  );
}
