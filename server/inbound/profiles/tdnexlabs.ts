import { GENERIC_SETTINGS } from '../profile-settings';
import type { ShippedProfile } from './shipped-profile';

/**
 * A French system in the manner of TDNexLabs: what awaits a biologist is sent as `R`, also in words; the dossier's number is ORC-4, which groups its requests; a private ZBR carries the
 * dossier's note and the telephone to call back.
 */
export const TDNEXLABS_PROFILE: ShippedProfile = {
  key: 'tdnexlabs',
  name: 'Manière TDNexLabs',
  describes:
    'SIL français de type TDNexLabs\u00a0: résultats envoyés avant validation (statut R ou «\u00a0à valider\u00a0»), numéro de dossier dans ORC-4, statuts parfois en toutes lettres, segment privé ZBR (note du dossier, téléphone de rappel).',
  senderHint: 'SIL',
  defaultCharset: '8859/1',
  timeZone: 'Europe/Paris',
  settings: {
    ...GENERIC_SETTINGS,
    basedOn: 'tdnexlabs',
    accessionFields: ['ORC-4', 'ORC-3', 'OBR-3', 'OBR-20', 'ORC-2'],
    identifierTypes: ['PI', 'MR', 'PT', ''],
    statuses: { AV: 'R', 'A VALIDER': 'R', VT: 'R', VB: 'F', VALIDE: 'F', CORR: 'C', ANNULE: 'X' },
    flags: { B: 'L', H: 'H', TB: 'LL', TH: 'HH' },
    privateFields: [
      { segment: 'ZBR', field: 3, component: 1, meaning: 'dossier-note' },
      { segment: 'ZBR', field: 4, component: 1, meaning: 'callback-phone' },
    ],
    lineBreaks: ['<BR>', '~~'],
  },
};
