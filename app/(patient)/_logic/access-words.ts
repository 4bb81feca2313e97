const METHODS: Record<string, string> = {
  notice: 'par le lien d’un message et un code',
  'patient-passkey': 'par clé d’accès',
  'patient-password': 'par mot de passe et second code',
  franceconnect: 'par FranceConnect',
  enrolment: 'par le code du laboratoire',
  recovery: 'par rétablissement de l’accès',
};

/** How somebody came in, in words. */
export const methodWords = (method: string): string => METHODS[method] ?? 'par un autre moyen';

/** « Chrome, Android » of a browser's long name of itself. */
export function deviceWords(terminal: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(terminal)?.[1];
  // An Android telephone says « Linux » too: the narrower word first.
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS X', 'Linux'].find((name) => terminal.includes(name));
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' };
  return [browser && (names[browser] ?? browser), system].filter(Boolean).join(', ') || 'appareil inconnu';
}

export const SECOND_FACTORS = { sms: 'code par SMS', mail: 'code par e-mail', totp: 'code d’une application' } as const;
