import type { Metadata } from 'next';
import { ButtonLink } from './_ui/button-link';

export const metadata: Metadata = { title: { absolute: 'Page introuvable · Relais' } };

/** An address that leads nowhere: says so, and the way back. It tells nothing of what exists. */
export default function NotFound() {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] p-6 tablet:p-12">
      <header className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</header>
      <main className="grid max-w-110 content-center gap-4 justify-self-center">
        <h1 className="text-title font-strong">Cette page n’existe pas</h1>
        <p className="text-l">L’adresse est fausse ou incomplète. Reprenez le lien que vous avez reçu, ou revenez à l’accueil.</p>
        <ButtonLink href="/" plain variant="primary" size="large">
          Revenir à l’accueil
        </ButtonLink>
      </main>
    </div>
  );
}
