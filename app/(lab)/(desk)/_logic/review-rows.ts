import type { CsvCell } from '../../../_text/csv';
import { formatDate } from '../../../_text/format';
import type { Places, Review } from './types';
import { permissionWords, placeWords, rolesOf } from './user-words';

/** One line per right, as the screen shows it. */
export function holderRows({ rights }: Review, places: Places | undefined): CsvCell[][] {
  return [
    ['Rôle', 'Nom', 'Prénom', 'Identifiant', 'Lieu', 'Du', 'Au', 'Donné par', 'Donné le'],
    ...rights.map((right) => [
      rolesOf([right.role]),
      right.familyName,
      right.givenName,
      right.login,
      placeWords(right, places),
      formatDate(right.validFrom),
      right.validTo ? formatDate(new Date(right.validTo.getTime() - 1)) : '',
      right.grantedBy,
      right.grantedAt ? formatDate(right.grantedAt) : '',
    ]),
  ];
}

/** Permissions in lines, roles in columns. */
export function matrixRows({ roles }: Review): CsvCell[][] {
  const permissions = [...new Set(roles.flatMap((role) => role.permissions))];
  return [
    ['Droit', 'Code', ...roles.map(({ role }) => rolesOf([role]))],
    ...permissions.map((permission) => [
      permissionWords(permission),
      permission,
      ...roles.map((role) => (role.permissions.includes(permission) ? 'oui' : 'non')),
    ]),
  ];
}
