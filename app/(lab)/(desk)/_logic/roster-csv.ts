import { csvOf } from '../../../_text/csv';
import { readCsv } from '../../../_text/read-csv';
import { wallClock } from './duty-board';
import type { Roster, RosterDuty } from './types';

const HEAD = ['Personne', 'Site', 'Type', 'Début', 'Fin'];
const KINDS: readonly RosterDuty['kind'][] = ['astreinte', 'garde', 'presence'];

/** « 28/11/2026 20:00 » of « 2026-11-28T20:00 » */
const written = (clock: string): string => `${clock.slice(8, 10)}/${clock.slice(5, 7)}/${clock.slice(0, 4)} ${clock.slice(11)}`;

/** The roster that is shown as a table which can be brought in again: one line per person, site and stretch, by the clock in Paris. */
export function rosterCsv({ duties, sites }: Pick<Roster, 'duties' | 'sites'>): string {
  const lines = duties.map(({ name, siteId, kind, startsAt, endsAt }) => [
    name,
    sites.find(({ id }) => id === siteId)?.name ?? '',
    kind,
    written(wallClock(startsAt)),
    written(wallClock(endsAt)),
  ]);
  return csvOf([HEAD, ...lines]);
}

export interface ImportRow {
  line: number;
  userId: string;
  siteId: string;
  kind: RosterDuty['kind'];
  from: string;
  to: string;
}

/** Reads a table with the columns of the export, in any order; every line that names nobody, no site or no hour is told, and then nothing is sent. */
export function readRosterCsv(text: string, { people, sites }: Pick<Roster, 'people' | 'sites'>): { rows: ImportRow[]; problems: string[] } {
  const [head, ...lines] = readCsv(text);
  const at = HEAD.map((title) => head?.cells.findIndex((cell) => plain(cell) === plain(title)) ?? -1);
  if (at.includes(-1)) return { rows: [], problems: [`La première ligne doit nommer les colonnes : ${HEAD.join(' ; ')}.`] };
  const problems: string[] = [];
  const rows = lines.flatMap(({ line, cells }) => {
    const [name = '', site = '', kind = '', start = '', end = ''] = at.map((index) => (cells[index] ?? '').trim());
    const userId = people.find((person) => plain(person.name) === plain(name))?.id;
    const siteId = sites.find((one) => plain(one.name) === plain(site))?.id;
    const known = KINDS.find((one) => one === plain(kind));
    const [from, to] = [clockOf(start), clockOf(end)];
    if (!userId) problems.push(`Ligne ${line} : « ${name} » n’est pas un biologiste de vos sites.`);
    else if (!siteId) problems.push(`Ligne ${line} : « ${site} » n’est pas un de vos sites.`);
    else if (!known) problems.push(`Ligne ${line} : le type est astreinte, garde ou presence.`);
    else if (!from || !to) problems.push(`Ligne ${line} : début et fin s’écrivent 28/11/2026 20:00.`);
    else return [{ line, userId, siteId, kind: known, from, to }];
    return [];
  });
  if (lines.length === 0) problems.push('Aucune ligne sous les titres.');
  return { rows, problems };
}

function clockOf(text: string): string | null {
  const found = /^(\d{2})\/(\d{2})\/(\d{4}) +(\d{1,2})[:h](\d{2})$/.exec(text);
  if (!found) return null;
  const [, day, month, year, hour = '', minute] = found;
  return `${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}`;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .trim()
    .toLowerCase();
