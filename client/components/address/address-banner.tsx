import { getTranslations } from 'next-intl/server';
import { Words } from '@/i18n/words';
import { readMember } from '@/lib/api/member';
import { config } from '@/lib/config';
import { AskForCodeLater } from './ask-for-code-later';
import { Confirmed } from './confirmed';

const PLACE = 'mx-auto w-full max-w-[88rem] px-4 py-4 sm:px-6';

/** Asks members on every page to confirm their address, until they have. */
export async function AddressBanner() {
  const member = await readMember();
  if (!member?.email) return null;
  const t = await getTranslations('account.address');
  return (
    <Confirmed words={t('done')} className={PLACE}>
      {!member.verified && (
        <Words areas={['account.banner', 'account.code', 'problems']}>
          <AskForCodeLater
            address={member.pendingEmail ?? member.email}
            isRequired={config.verificationIsRequired}
            className={PLACE}
          />
        </Words>
      )}
    </Confirmed>
  );
}
