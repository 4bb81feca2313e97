import type { mayOpen } from '../../../../server/api/page';
import type { NavFold, NavLink } from '../../../_ui/nav-look';

type Permission = Parameters<typeof mayOpen>[1];
type Place = 'line' | 'Réglages' | 'Plus';

interface DeskPage extends NavLink {
  permission: Permission;
  /** Where it stands for those who may open many: in the line, or behind a word. */
  place: Place;
}

const page = (place: Place, href: string, label: string, permission: Permission): DeskPage => ({ place, href, label, permission });

/** Every page of the desk, in the order in which they are offered. */
const PAGES: readonly DeskPage[] = [
  page('line', '/worklist', 'À valider', 'worklist.read'),
  page('line', '/calls', 'Appels', 'call.read'),
  // Whoever sees no patient still reads what is critical, and mends the numbers of wards.
  page('line', '/calls/policy', 'Appels', 'call-policy.read'),
  page('line', '/duty', 'Gardes', 'duty.read'),
  page('line', '/handover', 'Relève', 'duty.hold'),
  page('line', '/exchanges', 'Échanges', 'exchanges.read'),
  // Whoever reads no message still reads whether everything arrived.
  page('line', '/exchanges/reconciliation', 'Échanges', 'reconciliation.read'),
  page('line', '/statistics', 'Activité', 'activity.read'),
  page('Réglages', '/settings/delays', 'Délais d’urgence', 'delays.read'),
  page('Réglages', '/settings/phrases', 'Phrases', 'phrase.read'),
  page('Réglages', '/settings/decisions', 'Décisions', 'decision-policy.read'),
  page('Réglages', '/settings/agreements', 'Conventions', 'agreement.read'),
  page('Réglages', '/expertise', 'Règles', 'rules.read'),
  page('Réglages', '/vao', 'Validation automatique', 'autoverification.read'),
  page('Plus', '/desk', 'Accueil patients', 'desk.read'),
  page('Plus', '/users', 'Utilisateurs', 'user.read'),
  page('Plus', '/break-glass', 'Accès d’urgence', 'breakglass.review'),
  page('Plus', '/terminals', 'Postes', 'terminal.read'),
  page('Plus', '/audit', 'Traçabilité', 'audit.read'),
  page('Plus', '/security', 'Alertes', 'security.read'),
  page('Plus', '/maintenance', 'Télémaintenance', 'maintenance.read'),
];

/** So many stand in one line of a tablet beside the name and the lock. */
const IN_A_LINE = 7;

/**
 * The pages that a person may open, each label once. Whoever may open more than a line holds has the settings and what is rarer folded behind a word each;
 * a fold of one page alone is that page.
 */
export function foldedPages(mayOpenPage: (permission: Permission) => boolean): (NavLink | NavFold)[] {
  const allowed = PAGES.filter(({ permission }) => mayOpenPage(permission));
  const open = allowed.filter(({ label }, index) => allowed.findIndex((other) => other.label === label) === index);
  const linkOf = ({ href, label }: DeskPage): NavLink => ({ href, label });
  if (open.length <= IN_A_LINE) return open.map(linkOf);
  const folded = (['Réglages', 'Plus'] as const).flatMap((place): (NavLink | NavFold)[] => {
    const links = open.filter((one) => one.place === place).map(linkOf);
    return links.length > 1 ? [{ label: place, links }] : links;
  });
  return [...open.filter(({ place }) => place === 'line').map(linkOf), ...folded];
}
