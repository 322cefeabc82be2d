'use client';
import './globals.css';

/** The last resort, when not even the frame of the site could be drawn. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <main role="alert" className="m-auto max-w-xl p-6 text-center">
          <h1 className="headline text-6xl">The lights went out</h1>
          <p className="mt-4 text-lg text-muted">Something on our side broke. Nothing you did is lost.</p>
          <button type="button" onClick={retry} className="button button-primary button-large mt-8">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
