import type { Metadata } from 'next';
import { EnvelopeForm } from './envelope-form';

export const metadata: Metadata = { title: 'Compte de secours' };

/** The door of whoever has opened the envelope of the safe; its address is printed in it. */
export default function EnvelopePage() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-120 content-start gap-5 bg-surface p-6 tablet:p-12">
      <span className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</span>
      <h1 className="text-title leading-9 font-strong">Compte de secours</h1>
      <p className="border-l-[3px] border-critical bg-critical-soft px-4 py-3">
        Seulement avec l’enveloppe scellée, quand aucun administrateur ne peut agir. Tous les biologistes sont prévenus à l’instant où vous entrez.
      </p>
      <EnvelopeForm />
    </main>
  );
}
