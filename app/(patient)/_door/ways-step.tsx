'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { enterWithMyPasskey } from '../../_client/my-passkey';
import { NARROW } from '../../_text/format';
import { Button } from '../../_ui/button';
import { ButtonLink } from '../../_ui/button-link';
import { PatientDoor } from '../../_ui/patient-frame';
import { Problem, problemOf } from './problem';

export type WayIn = 'password' | 'slip' | 'recover';

/** The ways in, the quickest first; says nothing of anybody. */
export function WaysStep({ franceConnect, notice, onWay }: { franceConnect: boolean; notice: string; onWay: (way: WayIn) => void }) {
  const [isGivenUp, setGivenUp] = useState(false);
  const enter = useMutation({
    mutationFn: () => enterWithMyPasskey(),
    onMutate: () => setGivenUp(false),
    onSuccess: (answer) => (answer === 'given-up' ? setGivenUp(true) : window.location.replace('/mes-resultats')),
  });
  return (
    <PatientDoor title="Entrer dans votre espace" lead={`Vous avez reçu un message${NARROW}? Le plus simple est d’ouvrir son lien.`}>
      <Problem sentence={isGivenUp ? 'Aucune clé n’a été donnée. Réessayez, ou entrez autrement.' : problemOf(enter.error) || notice} />
      <div className="grid gap-3">
        <Button variant="primary" size="large" pending={enter.isPending} onClick={() => enter.mutate()}>
          Entrer avec ma clé d’accès
        </Button>
        <p className="text-base text-ink-2">Visage, empreinte ou code de ce téléphone, si vous l’avez activé.</p>
        <Button size="large" onClick={() => onWay('password')}>
          Adresse e-mail et mot de passe
        </Button>
        {franceConnect && (
          <ButtonLink size="large" href="/api/franceconnect/start" plain>
            S’identifier avec FranceConnect
          </ButtonLink>
        )}
      </div>
      <section className="border-t border-warm-line pt-4">
        <h2 className="font-strong">Première fois{NARROW}?</h2>
        <p className="mb-3 text-ink-2">Prenez le code remis au prélèvement, ou envoyé par le laboratoire.</p>
        <Button size="large" className="w-full" onClick={() => onWay('slip')}>
          J’ai un code du laboratoire
        </Button>
      </section>
      <div className="mt-auto grid justify-items-center gap-1 pt-4 text-center text-base text-ink-2">
        <Button variant="text" size="large" onClick={() => onWay('recover')}>
          Je n’arrive plus à entrer
        </Button>
        <p>Votre espace se ferme de lui-même après quelques minutes. Rien n’est gardé sur ce téléphone.</p>
      </div>
    </PatientDoor>
  );
}
