import { UserCreated } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { saveUser } from '../store/users.ts';

/** Keeps who has signed up, so that a seller can name staff by e-mail. */
export const onUserCreated = (_kit: TicketsKit) =>
  on(UserCreated, ({ data, aggregateVersion }, tx) => saveUser(tx, data, aggregateVersion));
