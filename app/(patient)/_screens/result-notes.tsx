import type { MyResult } from '../_logic/types';

/** What else the report says of a result, in full: what changed, the notes, how and by whom it was measured. */
export function ResultNotes({ result }: { result: MyResult }) {
  const origin = [
    result.origin && `Mesuré hors du laboratoire\u00a0: ${result.origin}.`,
    result.method && `Méthode\u00a0: ${result.method}.`,
    result.performedBy && `Réalisé par ${result.performedBy}.`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      {result.changed && <p className="mt-1 text-base font-semibold">{result.changed}</p>}
      {result.notes.map((note) => (
        <p key={note} className="mt-1 text-base whitespace-pre-line">
          {note}
        </p>
      ))}
      {origin && <p className="mt-1 text-s text-ink-2">{origin}</p>}
    </>
  );
}
