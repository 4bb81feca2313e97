import { readCsv } from '../../../_text/read-csv';
import type { ImportRow } from './types';

type Column = Exclude<keyof ImportRow, 'row'>;

/** The columns of a file, in the order of the template, with what each is for. */
export const COLUMNS: readonly { key: Column; heading: string; guide: string }[] = [
  { key: 'login', heading: 'identifiant', guide: 'désigne une personne : initiale et nom, en minuscules sans accent' },
  { key: 'familyName', heading: 'nom', guide: 'obligatoire pour un compte nouveau' },
  { key: 'givenName', heading: 'prenom', guide: 'obligatoire pour un compte nouveau' },
  { key: 'title', heading: 'titre', guide: 'Dr, Pr, ou rien' },
  { key: 'profession', heading: 'profession', guide: 'obligatoire pour un compte nouveau' },
  { key: 'rppsNumber', heading: 'rpps', guide: 'onze chiffres ; obligatoire pour un prescripteur' },
  { key: 'email', heading: 'courriel', guide: 'pour les avis de sécurité' },
  {
    key: 'role',
    heading: 'role',
    guide:
      'biologiste, technicien, prescripteur, service, cadre, référent, qualité, médecin administrateur, administrateur ou télémainteneur ; vide pour un compte sans droit',
  },
  { key: 'site', heading: 'site', guide: 'nom du site, pour les rôles du laboratoire' },
  { key: 'ward', heading: 'service', guide: 'code du service, pour le rôle « service » ; avec le site si deux établissements ont ce code' },
  { key: 'from', heading: 'du', guide: 'premier jour, 31/12/2026 ; vide pour maintenant' },
  { key: 'to', heading: 'au', guide: 'dernier jour ; vide pour un droit sans terme' },
];

export const MOST_ROWS = 300;

export type ReadFile = { rows: ImportRow[] } | { problem: string };

/** Reads a file's text by its headings, in any order; says in French why it cannot be read. */
export function readImportFile(text: string): ReadFile {
  const [head, ...lines] = readCsv(text);
  if (!head) return { problem: 'Ce fichier est vide.' };
  const places = new Map(head.cells.map((cell, index) => [plain(cell), index]));
  const missing = COLUMNS.filter(({ heading }) => !places.has(heading)).map(({ heading }) => heading);
  if (missing.length > 0) return { problem: `Il manque des colonnes : ${missing.join(', ')}. Partez du modèle.` };
  if (lines.length === 0) return { problem: 'Ce fichier n’a que ses titres de colonnes.' };
  if (lines.length > MOST_ROWS) return { problem: `Ce fichier a ${lines.length} lignes. Importez-le en plusieurs fois, ${MOST_ROWS} lignes au plus.` };
  const rows = lines.map(({ line, cells }): ImportRow => {
    const cell = (key: Column): string => (cells[places.get(COLUMNS.find((column) => column.key === key)?.heading ?? '') ?? -1] ?? '').trim().slice(0, 200);
    return {
      row: line,
      login: cell('login'),
      familyName: cell('familyName'),
      givenName: cell('givenName'),
      title: cell('title'),
      profession: cell('profession'),
      rppsNumber: cell('rppsNumber'),
      email: cell('email'),
      role: cell('role'),
      site: cell('site'),
      ward: cell('ward'),
      from: cell('from'),
      to: cell('to'),
    };
  });
  return { rows };
}

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');

/** The template: headings and three lines that show the ways to fill them. */
export const templateRows = (): string[][] => [
  COLUMNS.map(({ heading }) => heading),
  ['l.nouvelle', 'NOUVELLE', 'Lise', '', 'Technicienne de laboratoire', '', 'l.nouvelle@exemple.fr', 'technicien', 'Valmont', '', '', ''],
  ['l.nouvelle', 'NOUVELLE', 'Lise', '', 'Technicienne de laboratoire', '', 'l.nouvelle@exemple.fr', 'technicien', 'Hauterive', '', '', '31/12/2027'],
  ['j.infirmier', 'INFIRMIER', 'Jean', '', 'Infirmier', '', '', 'service', 'Valmont', 'MED3B', '', ''],
];
