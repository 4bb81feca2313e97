'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { Dialog } from '../../../_ui/dialog';
import { Field } from '../../../_ui/field';
import { CodeShown } from './code-shown';
import { EMPTY_IDENTITY, IdentityFields, identityOf } from './identity-fields';
import { useAct } from './use-act';

/** Makes an account: who the person is, then the code that opens it. Rights are given afterwards, in the person's page. */
export function NewAccountDialog({ open, onClose, onDone }: { open: boolean; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const { act, dialog, problem } = useAct(onDone);
  const [login, setLogin] = useState('');
  const [draft, setDraft] = useState(EMPTY_IDENTITY);
  const [made, setMade] = useState<{ userId: string; login: string; code: string } | null>(null);
  async function create(event: FormEvent) {
    event.preventDefault();
    const content = { login: login.trim().toLowerCase(), ...identityOf(draft) };
    const what = { title: 'Créer ce compte', lines: [`${content.givenName} ${content.familyName}, ${content.profession}`, `identifiant : ${content.login}`] };
    const answer = await act(content, what, (proof) => client.users.create.mutate({ ...content, proof }));
    if (answer) setMade({ userId: answer.userId, code: answer.code, login: content.login });
  }
  const close = () => {
    setMade(null);
    setLogin('');
    setDraft(EMPTY_IDENTITY);
    onClose();
  };
  return (
    <>
      <Dialog title="Créer un compte" open={open} onClose={close}>
        {made ? (
          <div className="grid gap-3">
            <CodeShown login={made.login} code={made.code} />
            <div>
              <ButtonLink href={`/users/${made.userId}`} variant="primary">
                Donner des droits à cette personne
              </ButtonLink>
            </div>
          </div>
        ) : (
          <form className="grid gap-3" onSubmit={(event) => void create(event)}>
            {problem}
            <IdentityFields draft={draft} onDraft={setDraft} />
            <Field
              label="Identifiant"
              hint="Désigne une personne, jamais une fonction : initiale et nom, par exemple l.nouvelle."
              value={login}
              onChange={(event) => setLogin(event.target.value)}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              autoCapitalize="none"
              required
            />
            <div>
              <Button type="submit" variant="primary">
                Créer et obtenir le code
              </Button>
            </div>
          </form>
        )}
      </Dialog>
      {dialog}
    </>
  );
}
