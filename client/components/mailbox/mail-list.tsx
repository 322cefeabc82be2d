import type { MailView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { Time } from '@/components/ui/time';

/** Mails, the newest first. */
export const MailList = ({ mails }: { mails: MailView[] }) => (
  <ul className="card divide-y divide-line">
    {mails.map(({ id, to, subject, receivedAt }) => (
      <li key={id} className="p-4 sm:px-6">
        <Link href={`/mailbox/${id}`} className="link block font-semibold" prefetch={false}>
          {subject}
        </Link>
        <p className="mt-1 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
          <span className="min-w-0 break-all">{to}</span>
          <Time instant={receivedAt} style="stamp" />
        </p>
      </li>
    ))}
  </ul>
);
