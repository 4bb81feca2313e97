'use client';

/** Says that a page could not be made, that nothing was lost by it, and how to go on; names no cause, since a cause may quote data. */
export function BrokenPage() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-120 content-center gap-4 p-6">
      <h1 className="text-title font-strong">Cette page n’a pas pu être lue</h1>
      <p>Rien n’a été enregistré, rien n’est perdu. Réessayez dans quelques secondes, ou appelez le laboratoire si cela dure.</p>
      <button
        type="button"
        onClick={() => window.location.reload()}
        className="min-h-touch rounded-control border border-control bg-surface px-4 font-semibold text-ink"
      >
        Réessayer
      </button>
    </main>
  );
}
