import type { ImportLine } from '../access/import-rules';
import { PLACE_OF } from '../access/rights-rules';
import { ROLES, type Role } from '../platform/actor';
import type { ImportRow } from './users-types';

/** What the words of a file can stand for. */
export interface Vocabulary {
  sites: readonly { id: string; name: string; legalEntityId: string }[];
  wards: readonly { id: string; code: string; legalEntityId: string }[];
  /** RPPS number → prescriber of the directory. */
  prescribers: ReadonlyMap<string, string>;
}

const ROLE_WORDS: Readonly<Record<string, Role>> = {
  biologiste: 'biologist',
  'biologiste medical': 'biologist',
  technicien: 'technician',
  prescripteur: 'prescriber',
  service: 'ward_staff',
  'personnel du service': 'ward_staff',
  cadre: 'manager',
  'cadre du laboratoire': 'manager',
  referent: 'referent',
  qualite: 'quality_manager',
  'responsable qualite': 'quality_manager',
  'medecin administrateur': 'medical_administrator',
  administrateur: 'administrator',
  telemainteneur: 'remote_maintainer',
};

/** Reads the cells of a file: French words and days become ids, roles and dates; what cannot be read is a problem of its line, never a guess. */
export function readRow(row: ImportRow, words: Vocabulary): ImportLine {
  const problems: string[] = [];
  const rppsNumber = row.rppsNumber.replaceAll(/\s/g, '') || null;
  const identity = {
    familyName: row.familyName.trim(),
    givenName: row.givenName.trim(),
    title: row.title.trim(),
    profession: row.profession.trim(),
    rppsNumber,
    email: row.email.trim() || null,
    prescriberId: rppsNumber === null ? null : (words.prescribers.get(rppsNumber) ?? null),
  };
  if (identity.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(identity.email)) problems.push('email-invalid');
  const [from, to] = [readDay(row.from, problems), readDay(row.to, problems)];
  const role = readRole(row.role, problems);
  const right = role === null ? null : { role, ...readPlace(row, role, words, problems), from, to };
  if (role === null && `${row.site}${row.ward}${row.from}${row.to}`.trim() !== '') problems.push('role-missing');
  return { row: row.row, login: row.login.trim().toLowerCase(), identity, right, problems: [...new Set(problems)] };
}

function readRole(text: string, problems: string[]): Role | null {
  const word = plain(text);
  if (word === '') return null;
  const role = ROLE_WORDS[word] ?? ROLES.find((code) => code === word);
  if (role) return role;
  problems.push('role-unknown');
  return null;
}

/** A ward's code is one inside its hospital: the site says which, when the code alone does not. */
function readPlace(row: ImportRow, role: Role, { sites, wards }: Vocabulary, problems: string[]): { siteId: string | null; wardId: string | null } {
  const site = sites.find(({ name }) => plain(name) === plain(row.site));
  if (row.site.trim() !== '' && !site) problems.push('site-unknown');
  const coded = wards.filter(({ code, legalEntityId }) => plain(code) === plain(row.ward) && (!site || legalEntityId === site.legalEntityId));
  if (row.ward.trim() !== '' && coded.length === 0) problems.push('ward-unknown');
  if (coded.length > 1) problems.push('ward-ambiguous');
  const wardId = coded.length === 1 ? (coded[0]?.id ?? null) : null;
  return PLACE_OF[role] === 'ward' ? { siteId: null, wardId } : { siteId: site?.id ?? null, wardId };
}

/** `31/12/2026` or `2026-12-31`, a day that exists. */
function readDay(text: string, problems: string[]): string | null {
  const word = text.trim();
  if (word === '') return null;
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(word);
  const day = french ? `${french[3]}-${french[2]}-${french[1]}` : word;
  const at = new Date(`${day}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)) return day;
  problems.push('date-unreadable');
  return null;
}

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');
