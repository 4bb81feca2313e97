import { formatUnit, NBSP } from '../../../_text/format';
import { resultsOf } from './changes';
import { atHour } from './time-words';
import type { Card, CardResult } from './types';

type State = CardResult['qualityState'];
const STATES: Record<State, string> = { in: 'conforme', warning: 'en alerte', out: 'hors limites', unknown: 'état illisible' };
const GRAVEST: readonly State[] = ['out', 'warning', 'unknown', 'in'];

/** Where the control of a measurement stands, by everything that was told of it; null = nothing was. */
export function controlStateOf({ qualityControl, qualityState, controls }: CardResult): State | null {
  const told = new Set([...(qualityControl === '' ? [] : [qualityState]), ...controls.map(({ state }) => state)]);
  return GRAVEST.find((state) => told.has(state)) ?? null;
}

/** « CQ conforme à 02:10 (niveaux 1, 2) », « CQ hors limites : niveau 2 à 02:10, 5,9 (4,8 – 5,6) », or « CQ non transmis ». */
export function controlWords(result: CardResult, reference: Date): string {
  const state = controlStateOf(result);
  if (state === null) return 'CQ non transmis';
  const { qualityControl, controls } = result;
  const said = qualityControl === '' ? '' : `le SIL dit «${NBSP}${qualityControl}${NBSP}»`;
  const [newest] = controls.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  if (state === 'in' && newest) {
    const levels = [...new Set(controls.map(({ level }) => level).filter((level) => level !== ''))];
    return [`CQ conforme ${atHour(newest.at, reference)}`, levels.length > 0 && `(${levels.join(', ')})`].filter(Boolean).join(' ');
  }
  const detail = controls.filter((control) => control.state === state).map((control) => controlLine(control, reference));
  return `CQ ${STATES[state]}${[said, ...detail].some((part) => part !== '') ? `${NBSP}: ${[said, ...detail].filter((part) => part !== '').join(' · ')}` : ''}`;
}

function controlLine({ level, analyser, value, unit, target, limits, at, said }: CardResult['controls'][number], reference: Date): string {
  const aim = [target && `cible ${comma(target)}`, limits && `limites ${comma(limits)}`].filter((part) => part !== '').join(', ');
  return [
    [level, analyser].filter((part) => part !== '').join(', '),
    `${comma(value)} ${formatUnit(unit)}`.trim(),
    aim && `(${aim})`,
    atHour(at, reference),
    said && `«${NBSP}${said}${NBSP}»`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const comma = (text: string): string => text.replaceAll(/(\d)\.(\d)/g, '$1,$2');

/** What is the same of every result of a panel is said once, above them. */
export function sharedControl(results: readonly CardResult[], reference: Date): string | null {
  const measured = results.filter(({ removal, standing }) => removal === null && standing !== 'awaited');
  const [first] = measured;
  if (!first) return null;
  const words = controlWords(first, reference);
  const isGood = measured.every((result) => ['in', null].includes(controlStateOf(result)));
  return isGood && measured.every((result) => controlWords(result, reference) === words) ? words : null;
}

/** The control of every measurement of the dossier, those that say the same together, the gravest first. */
export function controlsOfCard(card: Card): { words: string; labels: string[]; state: State | null }[] {
  const lines = new Map<string, { words: string; labels: string[]; state: State | null }>();
  for (const result of resultsOf(card)) {
    if (result.removal !== null || result.standing === 'awaited') continue;
    const words = controlWords(result, card.receivedAt);
    const line = lines.get(words) ?? { words, labels: [], state: controlStateOf(result) };
    line.labels.push(result.label);
    lines.set(words, line);
  }
  const weight = (state: State | null) => (state === null ? GRAVEST.length : GRAVEST.indexOf(state));
  return [...lines.values()].toSorted((a, b) => weight(a.state) - weight(b.state));
}

/**
 * Controls out of their limits that no rule has spoken of, because they came after the rules were asked, or because no rule is in force: said all the same.
 */
export function doubtOfControls(card: Card): string | null {
  const out = resultsOf(card).filter(
    (result) => result.removal === null && controlStateOf(result) === 'out' && !result.findings.some(({ ruleCode }) => ruleCode.startsWith('CQ-')),
  );
  if (out.length === 0) return null;
  const named = out.length <= 3 ? out.map(({ label }) => label).join(', ') : `${out.length} résultats`;
  return `CQ hors limites${NBSP}: ${named}.`;
}
