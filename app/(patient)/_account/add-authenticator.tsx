'use client';

import { useMutation } from '@tanstack/react-query';
import QRCode from 'qrcode';
import { type FormEvent, useEffect, useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { OneTimeCode } from '../../_ui/one-time-code';
import { Problem, problemOf } from '../_door/problem';

/** An application of codes: to scan, or to write by hand, then its first code. */
export function AddAuthenticator({ onKept }: { onKept: () => void }) {
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const { mutate: ask, data, error } = useMutation(trpc.means.askAuthenticator.mutationOptions());
  const keep = useMutation(trpc.means.keepAuthenticator.mutationOptions({ onSuccess: onKept, onError: () => setCode('') }));
  useEffect(() => ask(), [ask]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (data && code.length === 6) keep.mutate({ sealed: data.sealed, code });
  };
  return (
    <form onSubmit={send} className="mt-3 grid gap-4">
      {data && (
        <>
          <p>Scannez ce dessin avec l’application, ou recopiez la clé.</p>
          <Drawing text={data.uri} />
          <p className="figures [overflow-wrap:anywhere]">{data.secret.match(/.{1,4}/g)?.join(' ')}</p>
          <OneTimeCode label="Code affiché par l’application" size="large" value={code} onValue={setCode} />
        </>
      )}
      <Problem sentence={problemOf(keep.error ?? error)} />
      <Button type="submit" variant="primary" size="large" pending={keep.isPending} closed={code.length < 6}>
        Confirmer
      </Button>
    </form>
  );
}

const MARGIN = 4;

/** Dark on light in either theme: cameras read nothing else. */
function Drawing({ text }: { text: string }) {
  const { modules } = QRCode.create(text);
  const side = modules.size + 2 * MARGIN;
  const path = Array.from(modules.data, (isDark, at) =>
    isDark ? `M${(at % modules.size) + MARGIN} ${Math.floor(at / modules.size) + MARGIN}h1v1h-1z` : '',
  ).join('');
  return (
    <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label="Dessin à scanner" className="w-full max-w-64" shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
