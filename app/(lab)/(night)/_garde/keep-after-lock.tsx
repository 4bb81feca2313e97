'use client';

import { useState } from 'react';
import { adoptSecret } from '../../../_client/pack-keeper';
import { askSecret } from '../../../_client/passkey-secret';
import { sentenceOf } from '../../../_client/sentence-of';
import { trpcClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';

/** Seals the pack with what the passkey alone gives, so that a lock without a link does not lose it; says when this device cannot. */
export function KeepAfterLock() {
  const [told, setTold] = useState('');
  const [isBusy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    try {
      // Asked only for which passkeys are hers: what they sign is thrown away.
      const asked = await trpcClient.session.askProof.mutate({ act: 'batch', content: {} });
      const ids = asked.method === 'passkey' ? (asked.options.allowCredentials ?? []).map(({ id }) => id) : [];
      const given = ids.length > 0 ? await askSecret(ids) : null;
      if (given) await adoptSecret(given);
      else
        setTold(
          ids.length === 0
            ? 'Vous n’avez pas de clé d’accès : un verrouillage efface les dossiers emportés.'
            : 'Cette clé d’accès ne sait pas garder un secret, ou rien n’a été confirmé : un verrouillage efface les dossiers emportés.',
        );
    } catch (error) {
      setTold(sentenceOf(error));
    }
    setBusy(false);
  };
  return (
    <div className="mt-2 grid gap-1">
      <Button pending={isBusy} onClick={() => void keep()}>
        Garder après un verrouillage
      </Button>
      {told && <p role="alert">{told}</p>}
    </div>
  );
}
