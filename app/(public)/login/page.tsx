import type { Metadata } from 'next';
import Link from 'next/link';
import { providersOfDoor } from '../../../server/api/door';
import { doorOfPage } from '../../../server/api/page';
import { refusalSentence } from '../../_text/refusals';
import { BlockedScreen } from './blocked-screen';
import { LoginForm } from './login-form';
import { TerminalProof } from './terminal-proof';

export const metadata: Metadata = { title: 'Entrer' };

/** The door of professionals; patients have a door of their own. */
export default async function LoginPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { isBlocked, isTaken } = await doorOfPage();
  if (isBlocked) return <BlockedScreen />;
  const { refus } = await searchParams;
  return (
    <div className="grid min-h-dvh bg-surface max-tablet:grid-rows-[1fr_auto] tablet:grid-cols-[1fr_minmax(24rem,30rem)]">
      <aside aria-label="Relais" className="flex flex-col gap-6 border-line bg-paper p-6 max-tablet:order-2 tablet:border-r tablet:p-12">
        <div className="max-tablet:hidden">
          <Brand />
          <p className="mt-2 text-l text-ink-2">Résultats de biologie médicale du groupe.</p>
        </div>
        <div className="mt-auto border-t border-line-strong pt-3 leading-[22px]">
          <p className="font-strong">Vous êtes patient ou patiente{'\u202f'}?</p>
          <p>Votre porte est ailleurs, plus simple.</p>
          <Link
            href="/mes-resultats"
            prefetch={false}
            className="inline-flex min-h-touch items-center font-medium text-action underline decoration-1 underline-offset-[3px]"
          >
            Aller à mes résultats
          </Link>
        </div>
      </aside>
      <main className="flex flex-col gap-5 p-6 tablet:p-12">
        <div className="tablet:hidden">
          <Brand />
        </div>
        <h1 className="text-title leading-9 font-strong">Professionnels</h1>
        {isTaken && (
          <p role="status" className="border-l-[3px] border-changed bg-changed-soft px-4 py-2">
            {refusalSentence('session-taken')}
          </p>
        )}
        <TerminalProof />
        <LoginForm providers={providersOfDoor()} refusal={typeof refus === 'string' ? refusalSentence(refus) : ''} />
        <p className="mt-auto text-s text-ink-2">
          Après trois essais manqués, l’accès est suspendu{'\u202f'}; seul l’administrateur le rétablit. Chaque essai est tracé.
        </p>
      </main>
    </div>
  );
}

function Brand() {
  return <span className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</span>;
}
