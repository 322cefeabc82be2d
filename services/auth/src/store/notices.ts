import type {
  CredentialNotice,
  FactorAdded,
  FactorRemoved,
  NewDeviceSignedIn,
  RecoveryCodesMade,
  RecoveryCodeUsed,
} from '@frontrow/common/contracts';
import { databaseTime, newId, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import type { User } from '../session.ts';

type NoticeDefinition =
  | typeof NewDeviceSignedIn
  | typeof FactorAdded
  | typeof FactorRemoved
  | typeof RecoveryCodesMade
  | typeof RecoveryCodeUsed;

/** Says something about how a user signs in, for who sends their mails. */
export async function notify(
  tx: Tx,
  definition: NoticeDefinition,
  { id: userId, version: userVersion }: User,
  about: Partial<Pick<CredentialNotice, 'device' | 'factor' | 'left'>>,
): Promise<void> {
  const id = newId();
  const at = (await databaseTime(tx)).toISOString();
  await addToOutbox(tx, {
    definition,
    aggregateId: id,
    aggregateVersion: 1,
    data: { id, userId, userVersion, at, device: null, factor: null, left: null, ...about },
  });
}
