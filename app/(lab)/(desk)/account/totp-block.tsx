'use client';

import { useState } from 'react';
import { TotpOffer } from '../../../_account/totp-offer';
import { trpcClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { useProof } from '../../../_ui/prove';
import { Block } from './block';
import { useChange } from './use-change';

type Offer = Awaited<ReturnType<typeof trpcClient.account.offerTotp.query>>;

/** Puts another authenticator in the place of one's own; the one before it opens nothing any more. */
export function TotpBlock({ hasTotp, onChanged }: { hasTotp: boolean; onChanged: () => void }) {
  const { confirm, dialog } = useProof();
  const { problem, isSending, run } = useChange(onChanged);
  const [offer, setOffer] = useState<Offer | null>(null);
  const [code, setCode] = useState('');
  const begin = () =>
    run(async () => {
      setOffer(await trpcClient.account.offerTotp.query());
      return false;
    });
  const replace = async ({ sealed }: Offer) => {
    const what = { title: 'Remplacer l’application d’authentification', lines: ['Les codes de l’ancienne n’ouvrent plus rien.'] };
    const send = (proof: Parameters<Parameters<typeof confirm>[3]>[0]) => trpcClient.account.replaceTotp.mutate({ sealed, code, proof });
    if (await run(async () => (await confirm('change-account', { change: 'totp' }, what, send)) !== null)) setOffer(null);
    setCode('');
  };
  return (
    <Block title="Code à six chiffres" aside={!offer && <Button onClick={() => void begin()}>{hasTotp ? 'Remplacer' : 'Mettre en place'}</Button>}>
      {!offer && (
        <p className="text-ink-2">{hasTotp ? 'Une application d’authentification est en place.' : 'Aucune application d’authentification n’est en place.'}</p>
      )}
      {offer && (
        <form
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            void replace(offer);
          }}
          className="grid gap-3"
        >
          <TotpOffer uri={offer.uri} secret={offer.secret} code={code} onCode={setCode} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={isSending} closed={code.length < 6}>
              Garder cette application
            </Button>
            <Button variant="text" onClick={() => setOffer(null)}>
              Ne rien changer
            </Button>
          </div>
        </form>
      )}
      {problem && (
        <p role="alert" className="font-medium text-critical">
          {problem}
        </p>
      )}
      {dialog}
    </Block>
  );
}
