'use client';

import { useState } from 'react';
import { Checkbox } from '../_ui/checkbox';
import { Field } from '../_ui/field';
import { passwordWords } from './password-words';

/** A new password: pasting works, it can be shown, and it is said while typing whether it is long enough. */
export function NewPassword({ value, onValue, error }: { value: string; onValue: (value: string) => void; error?: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="grid gap-2">
      <Field
        label="Nouveau mot de passe"
        hint={passwordWords(value)}
        error={error}
        size="large"
        type={isShown ? 'text' : 'password'}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <Checkbox label="Montrer le mot de passe" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
    </div>
  );
}
