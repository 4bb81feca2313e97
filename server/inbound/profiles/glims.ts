import { GENERIC_SETTINGS } from '../profile-settings';
import type { ShippedProfile } from './shipped-profile';

/**
 * A system in the manner of GLIMS, as the fixtures 03, 04, 05, 07 and 12 show it: the filler's number is the dossier's, LOINC stands first or second in OBX-3, texts come in OBX, lines
 * are broken by `\.br\` or `|n`.
 */
export const GLIMS_PROFILE: ShippedProfile = {
  key: 'glims',
  name: 'Manière GLIMS',
  describes:
    'SIL de type GLIMS\u00a0: numéro de dossier dans ORC-4 ou ORC-3, codes LOINC avec un code local, textes et bactériologie en lignes OBX, comptes rendus PDF joints, indicateurs en signes (+, ++, -).',
  senderHint: 'GLIMS',
  defaultCharset: 'UNICODE UTF-8',
  timeZone: 'Europe/Paris',
  settings: {
    ...GENERIC_SETTINGS,
    basedOn: 'glims',
    messageTypes: ['ORU'],
    accessionFields: ['ORC-4', 'ORC-3', 'OBR-3', 'OBR-20', 'ORC-2', 'OBR-2'],
    loincSystems: ['LN', 'LOINC', 'LNC'],
    flags: { '+': 'H', '++': 'HH', '-': 'L', '--': 'LL' },
    lineBreaks: ['|n', '<BR>'],
  },
};
