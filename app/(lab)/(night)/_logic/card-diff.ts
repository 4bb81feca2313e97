import { NBSP } from '../../../_text/format';
import { resultsOf } from './changes';
import { controlWords } from './control-words';
import type { Card, CardResult, WorklistEntry } from './types';

/**
 * Says in French what differs between the card that was read and the one that is there now; empty when nothing that is
 * shown differs. A result is known again by its panel, code and sub-id, since each version has an id of its own.
 */
export function cardDiff(before: Card, after: Card): string[] {
  const old = keyed(before);
  const now = keyed(after);
  return [
    ...[...now].flatMap(([key, result]) => resultDiff(old.get(key), result)),
    ...[...old].flatMap(([key, result]) => (now.has(key) ? [] : [`${lower(result.label)} n’y est plus`])),
    ...contextDiff(before, after),
  ];
}

/**
 * Whether the list says that the dossier is no longer what the card shows: a newer version, or another standing. A card
 * that was read after the list is never called old by it.
 * @param listIsWhole whether the list holds every dossier that waits, so that an absence means something
 */
export function hasMoved(card: Card, entry: WorklistEntry | undefined, { listIsNewer, listIsWhole }: { listIsNewer: boolean; listIsWhole: boolean }): boolean {
  if (entry && entry.revision !== card.revision) return entry.revision > card.revision;
  if (!listIsNewer) return false;
  if (card.scope.kind === 'part') return partHasMoved(card, entry, listIsWhole);
  const waits = card.standing === 'awaiting' || card.standing === 'held' || card.standing === 'pending';
  if (!entry) return waits && listIsWhole;
  const awaiting = resultsOf(card).filter((result) => result.standing === 'awaiting').length;
  const running = card.requests.filter(({ state }) => state === 'asked' || state === 'acknowledged').length;
  if (entry.identityChanges.length !== (card.identity?.changes.length ?? 0)) return true;
  return entry.requested.length !== running || entry.standing !== card.standing || entry.awaitingCount !== awaiting;
}

/** Over a part the list has a line of its own, which speaks of what that laboratory executed and of nothing else. */
function partHasMoved(card: Card, entry: WorklistEntry | undefined, listIsWhole: boolean): boolean {
  const own = resultsOf(card).flatMap(({ part }) => (part?.isMine ? [part.standing] : []));
  const awaiting = own.filter((standing) => standing === 'awaiting').length;
  if (!entry) return listIsWhole && (awaiting > 0 || own.includes('held'));
  return entry.standing === 'awaiting' && entry.awaitingCount !== awaiting;
}

function keyed(card: Card): Map<string, CardResult> {
  return new Map(
    card.panels.flatMap((panel) => panel.results.map((result) => [[panel.title, result.localCode, result.label, result.subId].join('|'), result] as const)),
  );
}

function resultDiff(before: CardResult | undefined, after: CardResult): string[] {
  const name = lower(after.label);
  if (!before) return [`${name} ${valueOf(after)} est nouveau`];
  if (valueOf(before) !== valueOf(after)) return [`${name} ${valueOf(after)} remplace ${valueOf(before)}`];
  if (before.standing !== after.standing) return [standingDiff(name, after)];
  if (before.flag !== after.flag) return [`${name}${NBSP}: l’indicateur du SIL a changé`];
  if (before.unit !== after.unit || before.referenceRange !== after.referenceRange) return [`${name}${NBSP}: l’unité ou la référence a changé`];
  if (before.origin !== after.origin) return [`${name}${NBSP}: ${after.origin === '' ? 'mesuré au laboratoire' : `mesuré par ${after.origin}`}`];
  if (controlWords(before, before.statusAt ?? new Date(0)) !== controlWords(after, before.statusAt ?? new Date(0)))
    return [`${name}${NBSP}: le contrôle de qualité a changé`];
  if (before.analyserFlags.join() !== after.analyserFlags.join()) return [`${name}${NBSP}: les alarmes de l’automate ont changé`];
  if (saidOf(before) !== saidOf(after)) return [`${name}${NBSP}: les règles en disent autre chose`];
  return before.notes.join('\n') === after.notes.join('\n') ? [] : [`${name}${NBSP}: la note du laboratoire a changé`];
}

const saidOf = ({ findings }: CardResult): string => findings.map(({ ruleCode, sentence }) => `${ruleCode} ${sentence}`).join('\n');

const valueOf = (result: CardResult): string => result.removal ?? (result.standing === 'awaited' || result.value === '' ? '(attendu)' : result.value);

function standingDiff(name: string, { standing, decision }: CardResult): string {
  const by = decision?.by ? ` par ${decision.by}` : '';
  switch (standing) {
    case 'pending':
      return `${name} signé${by}`;
    case 'validated':
      return `${name} validé${by}`;
    case 'held':
      return `${name} mis en attente${by}`;
    case 'refused':
      return `${name} refusé${by}`;
    case 'awaiting':
      return `${name} de nouveau à valider`;
    case 'awaited':
      return `${name} de nouveau attendu`;
    case 'dropped':
      return `${name} retiré par le laboratoire`;
  }
}

function contextDiff(before: Card, after: Card): string[] {
  const texts: [string, (card: Card) => unknown][] = [
    ['identité du patient', ({ patient }) => patient],
    ['service ou chambre', ({ place }) => place],
    ['demande ou renseignements cliniques', ({ request }) => request],
    ['prélèvement ou échantillon', ({ collection, specimens }) => [collection, specimens]],
    ['commentaires du dossier', ({ notes, panels }) => [notes, panels.map((panel) => panel.notes)]],
    ['demandes au laboratoire', ({ requests }) => requests.map(({ id, state }) => [id, state])],
    ['priorité', ({ priority, isTest }) => [priority, isTest]],
  ];
  return texts.filter(([, pick]) => JSON.stringify(pick(before)) !== JSON.stringify(pick(after))).map(([name]) => `${name}${NBSP}: modifié`);
}

/** « Potassium » inside a sentence is « potassium »; an abbreviation (CRP, TSH) keeps its capitals. */
const lower = (label: string): string => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);
