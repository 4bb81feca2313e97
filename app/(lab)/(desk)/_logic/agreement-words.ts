import { formatCalendarDate } from '../../../_text/format';
import type { AgreementList } from './types';

type Agreement = AgreementList['agreements'][number];

/** What holds between two entities today. */
export const STANDING_WORDS: Record<AgreementList['pairs'][number]['standing'], string> = {
  shared: 'base de patients commune : les antériorités de l’un se lisent pour l’autre',
  separate: 'bases séparées par convention : rien de l’un ne se lit pour l’autre',
  none: 'aucune convention en vigueur : rien de l’un ne se lit pour l’autre',
};

const STATES: Record<Agreement['state'], string> = { 'to-come': 'à venir', 'in-force': 'en vigueur', over: 'échue', ended: 'terminée' };

/** « Convention GHT-2025-07, en vigueur : base commune, du 01/07/2025, sans terme ». */
export function agreementTitle({ reference, state, sharesPatients, fromOn, untilOn }: Agreement): string {
  const period = `du ${formatCalendarDate(fromOn)} ${untilOn ? `au ${formatCalendarDate(untilOn)}` : ', sans terme'}`.replace(' ,', ',');
  return `Convention ${reference}, ${STATES[state]} : ${sharesPatients ? 'base commune' : 'bases séparées'}, ${period}`;
}

export interface AgreementDraft {
  one: string;
  other: string;
  shares: string;
  reference: string;
  forOne: string;
  forOther: string;
  signedOn: string;
  fromOn: string;
  untilOn: string;
}

export const EMPTY_DRAFT: AgreementDraft = { one: '', other: '', shares: '', reference: '', forOne: '', forOther: '', signedOn: '', fromOn: '', untilOn: '' };

/** What is still missing, in words; null = it can be written down. */
export function draftLacks({ one, other, shares, reference, forOne, forOther, signedOn, fromOn }: AgreementDraft): string | null {
  if (one === '' || other === '') return 'choisissez les deux établissements';
  if (one === other) return 'deux établissements différents';
  if (shares === '') return 'base commune ou séparée';
  if (reference.trim() === '') return 'référence à écrire';
  if (forOne.trim().length < 3 || forOther.trim().length < 3) return 'signataires à écrire';
  return signedOn === '' || fromOn === '' ? 'dates à donner' : null;
}
