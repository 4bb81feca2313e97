'use client';

import { OneTimeCode } from '../_ui/one-time-code';
import { QrCode } from './qr-code';

export interface TotpOfferProps {
  uri: string;
  secret: string;
  code: string;
  onCode: (code: string) => void;
}

/** What an authenticator scans, the same to be typed, and the code that shows that it was kept. */
export function TotpOffer({ uri, secret, code, onCode }: TotpOfferProps) {
  return (
    <div className="grid gap-3">
      <p>Lisez ce carré avec votre application d’authentification, ou écrivez-y le secret.</p>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode text={uri} label="Secret à lire avec l’application d’authentification" />
        <p className="min-w-0">
          <span className="block text-s text-ink-2">Secret</span>
          <code className="text-value break-all">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
      </div>
      <OneTimeCode label="Code à six chiffres" hint="Celui que l’application affiche maintenant." size="large" value={code} onValue={onCode} />
    </div>
  );
}
