/** Where a reader goes: his patients' results, and what is his own. */
export const READER_LINKS = [
  { href: '/results', label: 'Résultats' },
  { href: '/account', label: 'Mon compte' },
] as const;
