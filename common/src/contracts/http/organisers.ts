import { z } from 'zod';
import { Email } from '../email.ts';
import { Id } from '../id.ts';
import { printed } from '../text.ts';

/** Where questions may be put, as its owner chose: empty, an e-mail address, or a page, whose `https://` may be left out. */
export const Contact = printed(200).transform((text, ctx) => {
  const contact = contactOf(text);
  if (contact !== undefined) return contact;
  ctx.addIssue({
    code: 'custom',
    message: 'must be an e-mail address or the address of a page',
    params: { code: 'contact' },
  });
  return z.NEVER;
});

function contactOf(text: string): string | undefined {
  if (text === '') return text;
  if (isEmailContact(text)) return Email.safeParse(text).data;
  const address = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]*:\d/.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isPage = /^https?:$/.test(url.protocol) && /[^.]\.[^.]/.test(url.hostname);
  // A name and a password before the host would only serve to make it look like another.
  return isPage && url.username === '' && url.password === '' && !/\s/.test(text) ? url.href : undefined;
}

/** Whether a contact is an e-mail address; else it is the address of a page. */
export const isEmailContact = (contact: string): boolean => /^[^/?#]*@[^/?#]*$/.test(contact);

/** What someone who sells says of themselves: each is empty where they have not. */
const fields = { name: printed(60), contact: Contact };
export const ChangeOrganiser = z.strictObject(fields);

export const OrganiserFields = z.object({ name: z.string(), contact: z.string() });
export type OrganiserFields = z.infer<typeof OrganiserFields>;

/** Whom listings are from. */
export const OrganiserView = OrganiserFields.extend({ id: Id }).meta({ id: 'Organiser' });
export type OrganiserView = z.infer<typeof OrganiserView>;
