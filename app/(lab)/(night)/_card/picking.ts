/** What is ticked on a card, and how to tick. */
export interface Picking {
  selected: ReadonlySet<string>;
  onPick: (ids: readonly string[], picked: boolean) => void;
  /** False while a decision on this dossier can still be undone: nothing is ticked under it. */
  isOpen: boolean;
}
