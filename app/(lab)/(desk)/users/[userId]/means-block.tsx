'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatDate, formatInstant, plural } from '../../../../_text/format';
import { terminalWords } from '../../../../_text/terminal-words';
import { Button } from '../../../../_ui/button';
import { DefinitionFacts } from '../../../../_ui/definition-facts';
import type { User } from '../../_logic/types';
import { methodWords, personName } from '../../_logic/user-words';
import { CodeShown } from '../code-shown';
import { Section } from '../section';
import { useAct } from '../use-act';

/** By what the person comes in, in counts and dates, never a secret; and where he is in now. */
export function MeansBlock({ user, may, onDone }: { user: User; may: boolean; onDone: () => void }) {
  const client = useTRPCClient();
  const { act, dialog, problem } = useAct(onDone);
  const [code, setCode] = useState<string | null>(null);
  const { identity, means, sessions } = user;
  const content = { userId: identity.id };
  const name = personName(identity);
  async function renew() {
    const lines = [name, 'L’ancien code ne servira plus. Ses moyens actuels restent bons jusqu’à ce qu’il utilise le nouveau code.'];
    const made = await act({ ...content, change: 'renewActivation' }, { title: 'Faire un nouveau code d’activation', lines }, (proof) =>
      client.users.renewActivation.mutate({ ...content, proof }),
    );
    if (made) setCode(made.code);
  }
  const revoke = () =>
    void act(
      { ...content, change: 'revokePasskeys' },
      { title: 'Révoquer toutes les clés d’accès', lines: [name, plural(means.passkeys.length, 'clé', 'clés')] },
      (proof) => client.users.revokePasskeys.mutate({ ...content, proof }),
    );
  const closeSession = (sessionId: string) =>
    void act({ ...content, sessionId }, { title: 'Fermer cette session', lines: [name] }, (proof) =>
      client.users.closeSession.mutate({ ...content, sessionId, proof }),
    );
  return (
    <Section title="Moyens d’identification" print="no">
      {problem && <div className="px-4 desk:px-6">{problem}</div>}
      <div className="desk:px-2">
        <DefinitionFacts facts={factsOf(means)} termWidth="104px" />
      </div>
      {code && (
        <div className="px-4 desk:px-6">
          <CodeShown login={identity.login} code={code} />
        </div>
      )}
      {may && user.state !== 'disabled' && (
        <div className="flex flex-wrap gap-2 px-4 desk:px-6">
          <Button onClick={() => void renew()}>Nouveau code d’activation</Button>
          {means.passkeys.length > 0 && (
            <Button variant="danger-quiet" onClick={revoke}>
              Révoquer les clés d’accès
            </Button>
          )}
        </div>
      )}
      <h3 className="px-4 pt-2 font-strong desk:px-6">Sessions ouvertes</h3>
      {sessions.length === 0 && <p className="px-4 text-ink-2 desk:px-6">Aucune.</p>}
      <ul className="grid gap-2 px-4 desk:px-6">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {methodWords(session.method)}, depuis le <span className="figures">{formatInstant(session.createdAt)}</span>
              <span className="block text-s text-ink-2">
                {terminalWords(session.terminal)} {session.address}
              </span>
            </span>
            {may && (
              <Button variant="danger-quiet" onClick={() => closeSession(session.id)}>
                Fermer
              </Button>
            )}
          </li>
        ))}
      </ul>
      {dialog}
    </Section>
  );
}

function factsOf(means: User['means']) {
  const keys = means.passkeys.map(
    (key) => `${key.name}, ${key.lastUsedAt ? `utilisée le ${formatDate(key.lastUsedAt)}` : `ajoutée le ${formatDate(key.createdAt)}`}`,
  );
  return [
    {
      term: 'Mot de passe',
      value: means.hasPassword ? (means.passwordSetAt ? `choisi le ${formatDate(means.passwordSetAt)}` : 'choisi') : 'pas encore choisi',
    },
    { term: 'Code à 6 chiffres', value: means.hasTotp ? 'application réglée' : 'non réglé' },
    { term: 'Clés d’accès', value: keys.length === 0 ? 'aucune' : keys.join('\n') },
    { term: 'Codes de secours', value: plural(means.recoveryCodesLeft, 'restant', 'restants') },
    { term: 'Pro Santé Connect', value: means.hasProvider ? 'reconnu' : 'jamais utilisé' },
    ...(means.activationExpiresAt ? [{ term: 'Activation', value: `code en attente jusqu’au ${formatInstant(means.activationExpiresAt)}` }] : []),
  ];
}
