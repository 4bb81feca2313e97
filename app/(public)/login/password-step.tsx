'use client';

import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';

export interface PasswordStepProps {
  login: string;
  password: string;
  onLogin: (login: string) => void;
  onPassword: (password: string) => void;
  onNext: () => void;
}

/** Identifier and password; nothing is sent before the second factor is there too. */
export function PasswordStep({ login, password, onLogin, onPassword, onNext }: PasswordStepProps) {
  return (
    <form
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <fieldset className="grid gap-4">
        <legend className="mb-2 flex w-full items-center gap-3 font-strong after:h-px after:flex-1 after:bg-line-strong">
          Ou mot de passe et second facteur
        </legend>
        <Field
          label="Identifiant personnel"
          size="large"
          value={login}
          onChange={(event) => onLogin(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <Field
          label="Mot de passe"
          size="large"
          type="password"
          value={password}
          onChange={(event) => onPassword(event.target.value)}
          autoComplete="current-password"
          required
        />
        <Button type="submit" size="large">
          Continuer vers le second facteur
        </Button>
      </fieldset>
    </form>
  );
}
