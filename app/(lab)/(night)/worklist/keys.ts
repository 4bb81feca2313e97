import type { KeyBinding } from '../../../_ui/use-keys';

const elsewhere = () => undefined;

/** The keys that the card and the sheets bind themselves, for the help: they are listed here and never run from here. */
export const CARD_KEYS: readonly KeyBinding[] = [
  { key: 'ArrowDown', shown: '↑ ↓', label: 'ligne précédente, suivante', run: elsewhere, closed: true },
  { key: ' ', label: 'cocher la ligne', run: elsewhere, closed: true },
  { key: 'v', shift: true, label: 'valider tout ce que le SIL a évalué', run: elsewhere, closed: true },
  { key: 'v', label: 'valider la sélection', run: elsewhere, closed: true },
  { key: 'i', label: 'signer la nouvelle identité', run: elsewhere, closed: true },
  { key: 'm', label: 'mettre en attente', run: elsewhere, closed: true },
  { key: 'x', label: 'refuser', run: elsewhere, closed: true },
  { key: 't', label: 'appeler : annoncer un résultat critique', run: elsewhere, closed: true },
  { key: 'n', label: 'pendant l’appel : pas de réponse', run: elsewhere, closed: true },
  { key: 'p', label: 'pendant l’appel : mauvais poste', run: elsewhere, closed: true },
  { key: 'c', label: 'demander un contrôle', run: elsewhere, closed: true },
  { key: 'Escape', label: 'revenir sans rien décider', run: elsewhere, closed: true },
];
