'use client';

import { useEffect, useState } from 'react';
import { noteContact } from '../../_client/contact';
import { holdPack } from '../../_client/keep-pack';
import { findKept, lockPack, lookAtClock, unlockPack, usePack } from '../../_client/pack-keeper';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { GardeScreen } from '../../(lab)/(night)/_garde/garde-screen';
import { useReachable } from './use-reachable';
import { useUntouched } from './use-untouched';

type Stage = 'looking' | 'nothing' | 'elsewhere' | 'locked';

/** Opens with the passkey what a lock or a reload left, shows it, and locks it again when nobody touches it. */
export function GardePage() {
  const state = usePack();
  const [stage, setStage] = useState<Stage>('looking');
  const [problem, setProblem] = useState('');
  const { isReachable, ask } = useReachable(noteContact);
  useEffect(() => {
    const look = async () => {
      const isOurs = await holdPack();
      const kept = isOurs ? await findKept(() => Promise.resolve(true)) : null;
      setStage(isOurs ? (kept ? 'locked' : 'nothing') : 'elsewhere');
    };
    void look();
    const timer = setInterval(() => void lookAtClock().catch(() => undefined), 5_000);
    return () => clearInterval(timer);
  }, []);
  useUntouched(state.standing === 'open' ? (state.header?.idleMs ?? 0) : 0, () => void lockPack());
  const toServer = () => window.location.assign(isReachable ? '/worklist' : '/garde');
  if (state.standing === 'open' || (state.standing === 'none' && stage === 'locked'))
    return (
      <div className="h-dvh">
        <GardeScreen
          state={state}
          isLinked={isReachable}
          onRetry={ask}
          leave={{ label: 'Aller à la liste', run: toServer }}
          onReread={(dossierId) => window.location.assign(`/worklist?dossier=${dossierId}`)}
        />
      </div>
    );
  const unlock = async () => {
    setProblem('');
    try {
      if (!(await unlockPack())) setProblem('Rien ne s’est ouvert. Recommencez avec la clé d’accès qui a servi sur cette tablette.');
    } catch {
      setProblem('Cette clé d’accès n’ouvre pas ce paquet. Recommencez avec celle qui a servi sur cette tablette.');
    }
  };
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] p-6 tablet:p-12">
      <header className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</header>
      <main className="grid max-w-110 content-center gap-4 justify-self-center">
        <h1 className="text-title font-strong">Dossiers emportés</h1>
        {stage === 'looking' && <p role="status">Lecture de la tablette…</p>}
        {stage === 'nothing' && (
          <p>Rien n’est emporté sur cette tablette : jamais pris, délai passé, ou effacé au verrouillage ou à la fermeture de session.</p>
        )}
        {stage === 'elsewhere' && <p>Un autre onglet de ce navigateur a les dossiers emportés. Continuez dans celui-là.</p>}
        {stage === 'locked' && (
          <>
            <p className="text-l">Des dossiers sont gardés ici, chiffrés. Votre clé d’accès les ouvre, même sans liaison.</p>
            {problem && <ErrorLine sentence={problem} />}
            <Button variant="primary" size="large" onClick={() => void unlock()}>
              Ouvrir avec la clé d’accès
            </Button>
          </>
        )}
        <p className="text-ink-2">
          {isReachable ? 'La liaison est là.' : 'Sans liaison, rien de nouveau n’arrive ici. En cas d’urgence, appelez le laboratoire.'}
        </p>
        {isReachable && (
          <Button size="large" onClick={() => window.location.assign('/')}>
            Aller à Relais
          </Button>
        )}
      </main>
    </div>
  );
}
