import { derivedToken, readDerivedToken } from '@frontrow/common/service';

const PURPOSE = 'known-device';
const SEPARATOR = '~';
/** People who share a browser; whoever comes after pushes out who has not come for the longest. */
const MOST_USERS = 10;

/**
 * The users that a browser is known for, as its cookie says: in the cookie itself and signed, so that a sign-in asks no
 * database whether it is from a new device. Nothing if the cookie was not made here.
 */
export const readDevices = (secret: string, cookie: string | undefined): string[] =>
  cookie === undefined ? [] : (readDerivedToken(secret, PURPOSE, cookie)?.split(SEPARATOR) ?? []);

export const writeDevices = (secret: string, users: string[]): string =>
  derivedToken(secret, PURPOSE, users.join(SEPARATOR));

export const withUser = (users: string[], userId: string): string[] =>
  [userId, ...users.filter((other) => other !== userId)].slice(0, MOST_USERS);
