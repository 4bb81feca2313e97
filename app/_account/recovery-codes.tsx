'use client';

import { useState } from 'react';
import { downloadText } from '../_client/download-text';
import { Button } from '../_ui/button';

/** Ten codes that are shown this once: to print, to copy or to keep as a file. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const [copied, setCopied] = useState('');
  const text = `Relais, codes de secours\n\n${codes.join('\n')}\n`;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied('Codes copiés.'),
      () => setCopied('La copie n’a pas abouti. Imprimez les codes ou téléchargez-les.'),
    );
  return (
    <section aria-label="Codes de secours" className="grid gap-3">
      <p>
        Chaque code remplace une fois le second facteur, avec votre mot de passe. Ils ne seront plus affichés{'\u202f'}: gardez-les ailleurs que sur ce poste,
        comme une clé de maison.
      </p>
      <ol className="figures grid grid-cols-1 gap-x-6 gap-y-1 border-y border-line-strong py-3 text-value min-[26rem]:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="tracking-[0.06em]">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2" data-print="no">
        <Button onClick={() => window.print()}>Imprimer</Button>
        <Button onClick={() => void copy()}>Copier</Button>
        <Button onClick={() => downloadText('relais-codes-de-secours.txt', text)}>Télécharger</Button>
      </div>
      <p role="status" className="text-s text-ink-2">
        {copied}
      </p>
    </section>
  );
}
