'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatDate } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { DefinitionFacts } from '../../../../_ui/definition-facts';
import type { User } from '../../_logic/types';
import { IdentityFields, identityOf } from '../identity-fields';
import { Section } from '../section';
import { useAct } from '../use-act';

/** Who the person is, and the way to correct it. */
export function IdentityBlock({ user, may, onDone }: { user: User; may: boolean; onDone: () => void }) {
  const [isEditing, setEditing] = useState(false);
  const { identity } = user;
  const rpps = identity.rppsNumber ?? '–';
  const facts = [
    { term: 'Identifiant', value: identity.kind === 'emergency' ? `${identity.login}, compte de secours` : identity.login },
    { term: 'Profession', value: identity.profession },
    { term: 'RPPS', value: rpps.startsWith('999') ? `${rpps}, numéro fictif` : rpps },
    {
      term: 'Prescripteur',
      value: identity.prescriber
        ? [identity.prescriber.name, identity.prescriber.specialty].filter((part) => part !== null).join(', ')
        : 'pas dans l’annuaire des prescripteurs',
    },
    { term: 'Courriel', value: identity.email ?? '–' },
    { term: 'Créé le', value: formatDate(identity.createdAt) },
    { term: 'Secret', value: identity.secrecySignedAt ? `engagement signé le ${formatDate(identity.secrecySignedAt)}` : 'engagement non signé' },
  ];
  return (
    <Section
      title="Identité"
      aside={
        may && (
          <span data-print="no">
            <Button variant="text" onClick={() => setEditing(!isEditing)} aria-expanded={isEditing}>
              {isEditing ? 'Ne rien changer' : 'Corriger'}
            </Button>
          </span>
        )
      }
    >
      {isEditing ? (
        <IdentityForm user={user} onDone={onDone} />
      ) : (
        <div className="desk:px-2">
          <DefinitionFacts facts={facts} termWidth="104px" />
        </div>
      )}
    </Section>
  );
}

function IdentityForm({ user: { identity }, onDone }: { user: User; onDone: () => void }) {
  const client = useTRPCClient();
  const { act, dialog, problem } = useAct(onDone);
  const { familyName, givenName, title, profession } = identity;
  const [draft, setDraft] = useState({ familyName, givenName, title, profession, rppsNumber: identity.rppsNumber ?? '', email: identity.email ?? '' });
  function save(event: FormEvent) {
    event.preventDefault();
    const content = { userId: identity.id, ...identityOf(draft) };
    const what = {
      title: 'Corriger l’identité',
      lines: [`${identity.login} : ${content.givenName} ${content.familyName}, ${content.profession}`, `RPPS ${content.rppsNumber ?? 'aucun'}`],
    };
    void act(content, what, (proof) => client.users.identify.mutate({ ...content, proof }));
  }
  return (
    <form className="grid gap-3 px-4 desk:px-6" onSubmit={save}>
      {problem}
      <IdentityFields draft={draft} onDraft={setDraft} />
      <div>
        <Button type="submit">Enregistrer</Button>
      </div>
      {dialog}
    </form>
  );
}
