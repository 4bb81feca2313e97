'use client';

import { type FormEvent, useState } from 'react';
import { makePasskey } from '../../_client/make-passkey';
import { sentenceOf } from '../../_client/sentence-of';
import { trpcClient } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';

/** Has the authenticator make a passkey, and keeps it under the name that the person gives it. */
export function EnrolPasskey({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem('');
    try {
      const { options } = await trpcClient.enrol.askPasskey.mutate();
      const registration = await makePasskey(options);
      if (registration) onCodes((await trpcClient.enrol.keepPasskey.mutate({ name, registration })).codes);
      else setProblem('Aucune clé n’a été créée. Rien n’a été enregistré. Recommencez.');
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setSending(false);
  };
  return (
    <form method="post" onSubmit={(event) => void make(event)} className="grid gap-4">
      <p>
        Votre empreinte, votre visage, le code de l’appareil ou une clé de sécurité. C’est le moyen le plus sûr, et il reste ouvert même si quelqu’un fait
        bloquer votre mot de passe.
      </p>
      <Field
        label="Nom de cette clé"
        hint="Pour la reconnaître plus tard : « Tablette de garde », « Clé USB »."
        size="large"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={60}
        required
      />
      {problem && (
        <p role="alert" className="font-medium text-critical">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" size="large" pending={isSending}>
        Créer une clé d’accès
      </Button>
    </form>
  );
}
