import { busUsers } from '../engines/nats-permissions.js';

/**
 * The users of the bus, each with what it may say and hear, in the notation of its configuration.
 * @param {Record<string, string | undefined>} passwords
 */
export function natsUsers(passwords) {
  return `authorization: ${JSON.stringify({ users: busUsers(passwords) }, null, 2)}\n`;
}

/**
 * Roles and databases of a new PostgreSQL server, each role for its own database alone.
 * @param {string[]} databases
 * @param {Record<string, string | undefined>} passwords
 */
export const databasesSql = (databases, passwords) =>
  `${databases
    .map(
      (name) => `create role ${name} login password '${passwords[name]}';
create database ${name} owner ${name};
revoke all on database ${name} from public;
`,
    )
    .join('')}revoke all on database postgres, template1 from public;\n`;
