import Link from 'next/link';
import { Page } from '@/components/ui/page';

export const metadata = { title: 'Goodbye', robots: { index: false } };

export default function Goodbye() {
  return (
    <Page title="Goodbye" intro="Your account is deleted, and every browser is signed out." width="text">
      <p>Tickets that you printed stay valid. Thank you for having been here.</p>
      <p className="mt-6">
        <Link href="/" className="button button-primary">
          Find an event
        </Link>
      </p>
    </Page>
  );
}
