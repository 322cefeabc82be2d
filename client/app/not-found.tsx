import Link from 'next/link';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-20 text-center sm:px-6">
      <p className="headline text-[clamp(7rem,24vw,13rem)] leading-[0.8] text-accent">404</p>
      <h1 className="headline mt-6 text-5xl">This seat does not exist</h1>
      <p className="mt-4 text-lg text-muted">The page was moved, is not yours to see, or never was.</p>
      <Link href="/" className="button button-primary button-large mt-8">
        Back to all events
      </Link>
    </div>
  );
}
