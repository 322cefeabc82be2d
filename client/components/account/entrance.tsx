import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Words } from '@/i18n/words';
import { readMember } from '@/lib/api/member';
import { safeNext } from '@/lib/links';
import { CredentialsForm } from './credentials-form';

const others = { signIn: '/signup', signUp: '/signin' };

/** The pages to sign in and to sign up: the same door, two handles. */
export async function Entrance({ kind, next }: { kind: keyof typeof others; next: string | string[] | undefined }) {
  const target = safeNext(next);
  if ((await readMember())?.id) redirect(target);
  const t = await getTranslations(`account.${kind}`);
  const otherPath = target === '/' ? others[kind] : `${others[kind]}?next=${encodeURIComponent(target)}`;
  return (
    <div className="mx-auto w-full max-w-md px-4 pt-10 sm:px-6 sm:pt-16">
      <h1 className="headline text-6xl">{t('title')}</h1>
      <p className="mt-3 text-lg text-muted">{t('intro')}</p>
      <div className="card mt-8 p-5 sm:p-7">
        <Words areas={['account', 'problems']}>
          <CredentialsForm kind={kind} next={target} />
        </Words>
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
