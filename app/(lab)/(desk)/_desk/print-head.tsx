import { formatInstant } from '../../../_text/format';

interface PrintHeadProps {
  /** What was chosen, in words: a sheet without it says less than it seems to. */
  chosen: string;
  now: Date;
  person: string;
}

/** On paper only: what the sheet shows, of what choice, when it was printed and by whom. */
export function PrintHead({ chosen, now, person }: PrintHeadProps) {
  return (
    <header className="hidden border-b border-line-strong px-4 pb-2 print:block">
      <p>{chosen}</p>
      <p className="text-s">
        Imprimé le {formatInstant(now)} par {person}. Relais, document de travail du laboratoire.
      </p>
    </header>
  );
}
