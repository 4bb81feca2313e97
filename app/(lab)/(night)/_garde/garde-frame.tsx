'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { useLastContact } from '../../../_client/contact';
import { type Holder, keepPack, noteMoved } from '../../../_client/keep-pack';
import { useLive } from '../../../_client/live';
import { usePack } from '../../../_client/pack-keeper';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { useDeviceClock } from '../../../_ui/use-device-clock';
import { useLink } from '../../../_ui/use-link';
import { GardeDoor } from './garde-door';
import { GardeScreen } from './garde-screen';

/** Keeps the pack while the biologist works, and shows it in place of her screen when she asks for it; her own screen stays as it is underneath. */
export function GardeFrame({ holder, children }: { holder: Holder; children: ReactNode }) {
  const { name, rppsNumber } = holder;
  const state = usePack();
  const [isShown, setShown] = useState(false);
  const device = useDeviceClock(1_000);
  const link = useLink(useLastContact(), device ?? new Date(0));
  useEffect(() => keepPack({ name, rppsNumber }), [name, rppsNumber]);
  useLive(['worklist'], noteMoved);
  const waiting = state.intents.length;
  const reread = (dossierId: string) => window.location.assign(`/worklist?dossier=${dossierId}`);
  return (
    <GardeDoor value={{ carried: state.content?.entries.length ?? 0, isElsewhere: state.standing === 'elsewhere', open: () => setShown(true) }}>
      <div data-print="open" className="flex h-full flex-col">
        {!isShown && link === 'up' && waiting > 0 && (
          <div role="status" className="flex flex-wrap items-center justify-between gap-2 border-b-2 border-changed bg-changed-soft px-4 py-1.5">
            <p className="font-medium text-changed">
              {plural(waiting, 'intention préparée', 'intentions préparées')} sans liaison : PAS {waiting === 1 ? 'validée' : 'validées'}.
            </p>
            <Button onClick={() => setShown(true)}>Rendre</Button>
          </div>
        )}
        {!isShown && state.standing === 'locked' && (
          <div role="status" className="flex flex-wrap items-center justify-between gap-2 border-b-2 border-changed bg-changed-soft px-4 py-1.5">
            <p className="font-medium text-changed">
              Un paquet emporté attend sur cette tablette
              {(state.header?.intents ?? 0) > 0 && `, avec ${plural(state.header?.intents ?? 0, 'intention préparée', 'intentions préparées')}`} : rien n’en est
              décidé.
            </p>
            <ButtonLink href="/garde" plain>
              Rouvrir avec la clé d’accès
            </ButtonLink>
          </div>
        )}
        <div data-print="open" className={isShown ? 'hidden' : 'min-h-0 flex-1'}>
          {children}
        </div>
        {isShown && (
          <div className="min-h-0 flex-1">
            <GardeScreen
              state={state}
              isLinked={link === 'up'}
              onRetry={() => undefined}
              leave={{ label: 'Revenir à la liste', run: () => setShown(false) }}
              onReread={reread}
            />
          </div>
        )}
      </div>
    </GardeDoor>
  );
}
