'use client';

import { useEffect } from 'react';
import { useKeptPack } from '../../_client/use-kept-pack';
import { ButtonLink } from '../../_ui/button-link';

const TRY_EVERY_MS = 3_000;

/** Says that there is no link and what that means, and goes back by itself once the server can be reached. */
export function OfflineNotice() {
  const hasKept = useKeptPack();
  useEffect(() => {
    let isLeaving = false;
    // A device says that it is connected before its server answers, and says nothing when only the server was away: the server is asked.
    const goBackIfReachable = async () => {
      const answer = await fetch('/api/health/live', { cache: 'no-store' }).catch(() => null);
      if (!answer?.ok || isLeaving) return;
      isLeaving = true;
      if (window.location.pathname === '/offline') window.location.replace('/');
      else window.location.reload();
    };
    const ask = () => void goBackIfReachable();
    const timer = setInterval(ask, TRY_EVERY_MS);
    window.addEventListener('online', ask);
    return () => {
      isLeaving = true;
      clearInterval(timer);
      window.removeEventListener('online', ask);
    };
  }, []);
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] p-6 tablet:p-12">
      <header className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</header>
      <main className="grid max-w-110 content-center gap-4 justify-self-center">
        <h1 className="text-title font-strong">Hors ligne</h1>
        {hasKept ? (
          <p className="text-l">Des dossiers de garde ont été emportés sur cette tablette, chiffrés. Votre clé d’accès les ouvre sans liaison.</p>
        ) : (
          <p className="text-l">Sans connexion, aucun dossier n’est lisible{'\u00a0'}: rien n’est gardé sur cet appareil.</p>
        )}
        <p className="text-ink-2">En cas d’urgence, appelez le laboratoire. La page revient d’elle-même au retour de la liaison.</p>
        {hasKept && (
          <ButtonLink href="/garde" plain variant="primary" size="large">
            Ouvrir les dossiers emportés
          </ButtonLink>
        )}
        <ButtonLink href="/" plain variant={hasKept ? 'secondary' : 'primary'} size="large">
          Réessayer
        </ButtonLink>
      </main>
    </div>
  );
}
