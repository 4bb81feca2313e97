import { NBSP } from '../../../_text/format';
import { LINK_TEXTS, type LinkTextField, MEANING_WORDS } from './link-form';
import type { LinkProblem } from './types';

/** Where a place of the content stands on the form; what the form has no field for is told above it. */
const FIELDS: Record<string, LinkTextField> = {
  'settings.security.certificates': 'certificates',
  'settings.security.addresses': 'addresses',
  'settings.outbound.charset': 'outboundCharset',
  'settings.outbound.answerTimeoutSeconds': 'answerTimeoutSeconds',
};

const BOXES: Record<string, string> = { 'settings.messageTypes': 'Messages acceptés', defaultCharset: 'Jeu de caractères par défaut' };

/** What each field takes, for whoever wrote something else. */
const TAKES: Partial<Record<LinkTextField, string>> = {
  name: 'de 3 à 80 caractères',
  sendingApplication: 'de 1 à 60 caractères',
  sendingFacility: 'de 1 à 60 caractères',
  timeZone: 'un fuseau comme Europe/Paris',
  accessionFields: 'de 1 à 7 champs parmi ORC-4, ORC-3, OBR-3, ORC-2, OBR-2, OBR-18, OBR-20',
  identifierTypes: 'de 1 à 20 types, de 20 caractères au plus, ou (vide)',
  loincSystems: 'de 1 à 10 noms, de 60 caractères au plus',
  statuses: 'un mot = un statut parmi R, P, F, C, X, D, W, I, O, S, N',
  awaitsBiologist: 'au moins un statut parmi R, P, F, C, X, D, W, I, O, S, N',
  flags: 'un mot = un indicateur, par exemple ++ = HH',
  privateFields: `une ligne comme ZBR-3.1 = note du dossier ou OBX-5[2] = valeur avant repasse ; sens possibles : ${MEANING_WORDS}`,
  lineBreaks: 'au plus 10 suites de 10 caractères',
  certificates: 'au plus 20 noms ou empreintes de 120 caractères',
  addresses: 'au plus 50 adresses ou réseaux, par exemple 10.1.0.0/16',
  port: 'un nombre entier de 1024 à 65535, ou rien',
  silentAfterMinutes: 'un nombre entier de 1 à 10080, ou rien',
  outboundCharset: 'au plus 20 caractères',
  answerTimeoutSeconds: 'un nombre entier de 1 à 120',
};

const TAKEN: Partial<Record<LinkProblem['why'], string>> = {
  'link-sender-taken': 'Une autre liaison porte déjà cet émetteur (MSH-3 et MSH-4). Changez l’un des deux.',
  'link-port-taken': 'Une autre liaison a déjà ce port. Choisissez-en un autre.',
};

const fieldOf = (place: string): LinkTextField | null => {
  const name = FIELDS[place] ?? place.replace(/^settings\./, '');
  return Object.hasOwn(LINK_TEXTS, name) ? (name as LinkTextField) : null;
};

/** `3` is the fourth line of a list; a word is the word of a table. */
const itemWords = (item: string): string => (item === '' ? '' : /^\d+$/.test(item) ? ` (ligne ${Number(item) + 1})` : ` (« ${item} »)`);

function sentence({ place, item, why }: LinkProblem): string {
  const field = fieldOf(place);
  const taken = TAKEN[why];
  if (taken) return taken;
  const expects = field === null ? '' : (TAKES[field] ?? '');
  switch (why) {
    case 'missing':
      return 'Ce réglage manque.';
    case 'unknown':
      return 'Relais ne connaît pas ce réglage.';
    default:
      return `Attendu${NBSP}: ${expects || 'une autre valeur'}${itemWords(item)}.`;
  }
}

export interface ProblemsOnForm {
  /** The sentence under each field. */
  fields: Partial<Record<LinkTextField, string>>;
  /** What has no field of its own: said above the form. */
  others: string[];
}

/** Every problem at its place, the first of each field. */
export function problemsOnForm(problems: readonly LinkProblem[]): ProblemsOnForm {
  const found: ProblemsOnForm = { fields: {}, others: [] };
  for (const problem of problems) {
    const field = fieldOf(problem.place);
    if (field === null)
      found.others.push(
        `${BOXES[problem.place] ?? problem.place}${NBSP}: ${problem.place === 'settings.messageTypes' ? 'cochez au moins les résultats ou les mouvements.' : sentence(problem)}`,
      );
    else found.fields[field] ??= sentence(problem);
  }
  return found;
}

/** Every problem of a file on one list, with the name of what it concerns. */
export const problemLines = (problems: readonly LinkProblem[]): string[] => {
  return problems.map((problem) => {
    const field = fieldOf(problem.place);
    return `${field === null ? (BOXES[problem.place] ?? problem.place) : LINK_TEXTS[field].label}${NBSP}: ${sentence(problem)}`;
  });
};
