import { GENERIC_SETTINGS } from '../profile-settings';
import type { ShippedProfile } from './shipped-profile';

/** Movements of a hospital by the French extension of IHE PAM: ADT with ZBE (movement) and ZFA (status of the DMP). No results. */
export const PAM_FR_PROFILE: ShippedProfile = {
  key: 'pam-fr',
  name: 'Mouvements PAM-FR',
  describes:
    'Gestion administrative des malades (GAM) en IHE PAM-FR\u00a0: entrées, mutations, sorties, corrections d’identité (ADT), avec les segments ZBE et ZFA. Aucun résultat n’est accepté de cette liaison.',
  senderHint: 'GAM',
  defaultCharset: 'UNICODE UTF-8',
  timeZone: 'Europe/Paris',
  settings: {
    ...GENERIC_SETTINGS,
    basedOn: 'pam-fr',
    messageTypes: ['ADT'],
    outbound: { ...GENERIC_SETTINGS.outbound, decisions: false, receipts: false, requests: false },
  },
};
