'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatCalendarDate, formatInstant, NBSP, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import type { User } from '../../_logic/types';
import { personName } from '../../_logic/user-words';
import { Section } from '../section';
import { useAct } from '../use-act';

/** What an administrator does upon an account as a whole: give access back, close it, open it again, write down the undertaking of secrecy. */
export function AccountActs({ user, today, onDone }: { user: User; today: string; onDone: () => void }) {
  const client = useTRPCClient();
  const { act, dialog, problem } = useAct(onDone);
  const content = { userId: user.identity.id };
  const name = personName(user.identity);
  const restore = () =>
    void act(
      { ...content, change: 'restore' },
      { title: 'Rétablir l’accès', lines: [name, `${plural(user.failedAttempts, 'essai manqué', 'essais manqués')}${NBSP}: tous lui sont rendus`] },
      (proof) => client.users.restore.mutate({ ...content, proof }),
    );
  const disable = () =>
    void act(
      { ...content, change: 'disable' },
      { title: 'Désactiver ce compte', lines: [name, 'Ses sessions se ferment à l’instant. Plus rien ne l’ouvre.'] },
      (proof) => client.users.disable.mutate({ ...content, proof }),
    );
  const enable = () =>
    void act({ ...content, change: 'enable' }, { title: 'Réactiver ce compte', lines: [name, 'Ses droits encore en vigueur servent de nouveau.'] }, (proof) =>
      client.users.enable.mutate({ ...content, proof }),
    );
  return (
    <Section title="Compte" print="no">
      <div className="grid gap-3 px-4 desk:px-6">
        {problem}
        {user.lockedAt && <p>Accès suspendu le {formatInstant(user.lockedAt)}, après trois essais manqués.</p>}
        {user.disabledAt && <p>Désactivé le {formatInstant(user.disabledAt)}.</p>}
        <div className="flex flex-wrap gap-2">
          {(user.lockedAt !== null || user.failedAttempts > 0) && (
            <Button variant="primary" onClick={restore}>
              Rétablir l’accès
            </Button>
          )}
          {user.disabledAt ? (
            <Button onClick={enable}>Réactiver le compte</Button>
          ) : (
            <Button variant="danger-quiet" onClick={disable}>
              Désactiver le compte
            </Button>
          )}
        </div>
        <SecrecyForm user={user} today={today} act={act} />
      </div>
      {dialog}
    </Section>
  );
}

function SecrecyForm({ user, today, act }: { user: User; today: string; act: ReturnType<typeof useAct>['act'] }) {
  const client = useTRPCClient();
  const [signedOn, setSignedOn] = useState('');
  function record(event: FormEvent) {
    event.preventDefault();
    const content = { userId: user.identity.id, signedOn };
    const what = { title: 'Inscrire l’engagement de secret', lines: [personName(user.identity), `signé le ${formatCalendarDate(signedOn)}`] };
    void act(content, what, (proof) => client.users.recordSecrecy.mutate({ ...content, proof }));
  }
  return (
    <form className="flex flex-wrap items-end gap-2" onSubmit={record}>
      <Field
        label="Engagement de secret signé le"
        type="date"
        max={today}
        value={signedOn}
        onChange={(event) => setSignedOn(event.target.value)}
        required
        className="w-44!"
      />
      <Button type="submit">Inscrire</Button>
    </form>
  );
}
