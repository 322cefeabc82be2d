import type { IssuedCodes, Language } from '@frontrow/common/contracts';
import type { About, Attachment, Facts, MailKind, Recipient } from '../mail.ts';

export interface Link {
  label: string;
  url: string;
}

/** A ticket, set as one thing that can be shown, printed and read to somebody. */
export interface Ticket {
  title: string;
  when: string;
  lines: string[];
  /** Which of how many it is, of which order. */
  name: string;
  code: string;
  /** What the code is for. */
  say: string;
  /** Its QR code, by the `cid` of an attachment. */
  picture: { cid: string; alt: string };
}

/** What a mail says, before it is set as HTML and as plain text. All of it is text: the layout escapes it. */
export interface Draft {
  /** The same for every mail of its kind: it is read where nobody asked for the mail, so it holds no words of strangers. */
  subject: string;
  title: string;
  paragraphs: string[];
  /** Digits to be typed on another screen, or copied. */
  code?: string;
  /** What is to be found at a glance, by its name. */
  facts?: [name: string, value: string][];
  tickets?: Ticket[];
  /** The one thing to do, and what may be wanted besides. */
  action?: Link;
  more?: Link[];
  attachments?: Attachment[];
  /** What is read last, if at all. */
  notes?: string[];
  /** Why one gets it, if not as someone who has an account. */
  why?: string;
}

/** What a template is given. */
export interface Context<K extends MailKind = MailKind> {
  about: About[K];
  recipient: Recipient;
  order: Facts['order'];
  orders: Facts['orders'];
  listing: Facts['listing'];
  /** What lets in by the order's tickets; empty where that is not known. */
  codes: IssuedCodes;
  now: Date;
  /** The address of a path of this Frontrow. */
  link(path: string): string;
  /** Where to object to a decision. */
  contact: string | undefined;
  /** The code that lets someone choose a new password. */
  resetToken(resetId: string): string;
  /** What shows that a mail to an address was read: in its link, and to be typed. */
  verificationToken(verificationId: string): string;
  verificationCode(verificationId: string): string;
}

/** A mail in every language that we write. */
export type Template<K extends MailKind> = Record<Language, (context: Context<K>) => Draft>;
