import { calendarFile } from '@frontrow/common/calendar';
import { toBuffer } from 'qrcode';
import type { Attachment, MailFile } from '../mail.ts';

/** Pixels of a square of the code: sharp also where a mail is shown at twice its size. */
const SCALE = 8;

/** Makes a file that goes along with a mail. It is made when it is sent or looked at, so that it is kept nowhere. */
export async function fileOf(attachment: Attachment): Promise<MailFile> {
  const { name } = attachment;
  if ('calendar' in attachment) {
    const type = 'text/calendar; charset=utf-8; method=PUBLISH';
    return { name, type, content: Buffer.from(calendarFile(attachment.calendar)) };
  }
  const content = await toBuffer(attachment.qr, { errorCorrectionLevel: 'M', margin: 4, scale: SCALE });
  return { name, type: 'image/png', cid: attachment.cid, content };
}
