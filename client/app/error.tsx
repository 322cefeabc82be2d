'use client';

/** What broke while a page was drawn. The header stays, so there is always a way on. */
export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <div role="alert" className="mx-auto w-full max-w-3xl px-4 pt-20 text-center sm:px-6">
      <h1 className="headline text-6xl">The lights went out</h1>
      <p className="mt-4 text-lg text-muted">
        Something on our side broke while this page was drawn. Nothing you did is lost.
      </p>
      <button type="button" onClick={retry} className="button button-primary button-large mt-8">
        Try again
      </button>
    </div>
  );
}
