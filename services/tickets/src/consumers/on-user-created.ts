import { UserCreated } from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { userCopy } from '../store/users.ts';

/** Keeps who has signed up, so that a seller can name staff by e-mail. */
export const onUserCreated = (_kit: TicketsKit) => project(userCopy, UserCreated);
