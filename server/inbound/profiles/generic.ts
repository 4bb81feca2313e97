import { GENERIC_SETTINGS } from '../profile-settings';
import type { ShippedProfile } from './shipped-profile';

/** Results in HL7 2.3 to 2.6 from any system that keeps to the standard. */
export const GENERIC_PROFILE: ShippedProfile = {
  key: 'generic',
  name: 'Générique, HL7 2.3 à 2.6',
  describes:
    'Tout SIL qui suit la norme\u00a0: résultats ORU^R01 et mouvements ADT, codes LOINC ou locaux, statuts de la table 0085. À prendre quand aucun autre profil ne convient.',
  senderHint: 'SIL',
  defaultCharset: 'UNICODE UTF-8',
  timeZone: 'Europe/Paris',
  settings: { ...GENERIC_SETTINGS, basedOn: 'generic' },
};
