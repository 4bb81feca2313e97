const METHODS: Record<string, string> = {
  'password-totp': 'par mot de passe et code',
  'password-passkey': 'par mot de passe et clé d’accès',
  'password-recovery': 'par mot de passe et code de secours',
  passkey: 'par clé d’accès',
  psc: 'par Pro Santé Connect',
  emergency: 'par le compte d’urgence',
};

/** How a person came in, in French. */
export const methodWords = (method: string): string => METHODS[method] ?? method;
