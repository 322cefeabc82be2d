import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PasskeySignIn } from '@/components/signing-in/passkey-sign-in';
import { Notice } from '@/components/ui/notice';
import { Words } from '@/i18n/words';
import { readMember } from '@/lib/api/member';
import { safeNext } from '@/lib/links';
import { CredentialsForm } from './credentials-form';

const others = { signIn: '/signup', signUp: '/signin' };

interface Props {
  kind: keyof typeof others;
  /** Where it leads on to. */
  next: string | string[] | undefined;
  /** The reader was signed in until just now. */
  ended?: boolean;
}

/** The pages to sign in and to sign up: the same door, two handles. */
export async function Entrance({ kind, next, ended = false }: Props) {
  const target = safeNext(next);
  if ((await readMember())?.id) redirect(target);
  const [account, t] = [await getTranslations('account'), await getTranslations(`account.${kind}`)];
  const otherPath = target === '/' ? others[kind] : `${others[kind]}?next=${encodeURIComponent(target)}`;
  return (
    <div className="mx-auto w-full max-w-md px-4 pt-10 sm:px-6 sm:pt-16">
      <h1 className="headline text-6xl">{t('title')}</h1>
      <p className="mt-3 text-lg text-muted">{t('intro')}</p>
      {ended && (
        <div role="status" className="mt-6">
          <Notice kind="info" title={account('ended.title')}>
            {account('ended.text')}
          </Notice>
        </div>
      )}
      <div className="card mt-8 p-5 sm:p-7">
        <Words areas={['account', 'problems']}>
          <CredentialsForm kind={kind} next={target} />
        </Words>
        {kind === 'signIn' && (
          <>
            <p className="mt-4 text-center">
              <Link href="/forgot-password" className="link">
                {account('forgot.link')}
              </Link>
            </p>
            <div className="mt-5 border-t border-line pt-5">
              <Words areas={['security.signIn', 'problems']}>
                <PasskeySignIn next={target} />
              </Words>
            </div>
          </>
        )}
      </div>
      <p className="mt-6 text-center">
        {t.rich('other', {
          go: (words) => (
            <Link href={otherPath} className="link">
              {words}
            </Link>
          ),
        })}
      </p>
    </div>
  );
}
