'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { NewPassword } from '../../_account/new-password';
import { TotpOffer } from '../../_account/totp-offer';
import { sentenceOf } from '../../_client/sentence-of';
import { trpcClient, useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { LoadingLine } from '../../_ui/loading-line';

/** Asks for a password and for a code of the authenticator that was just set up; both are kept, or none. */
export function EnrolPassword({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const offer = useQuery({ ...useTRPC().enrol.offerTotp.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  if (offer.isError) return <ErrorLine onRetry={() => void offer.refetch()} />;
  if (!offer.data) return <LoadingLine />;
  const { sealed, secret, uri } = offer.data;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      onCodes((await trpcClient.enrol.choosePassword.mutate({ password, sealed, code })).codes);
    } catch (error) {
      setProblem(sentenceOf(error));
      setCode('');
    }
    setSending(false);
  };
  return (
    <form method="post" onSubmit={(event) => void send(event)} className="grid gap-4">
      <NewPassword value={password} onValue={setPassword} />
      <TotpOffer uri={uri} secret={secret} code={code} onCode={setCode} />
      {problem && (
        <p role="alert" className="font-medium text-critical">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" size="large" pending={isSending} closed={code.length < 6}>
        Enregistrer
      </Button>
    </form>
  );
}
