import { formatInstant } from '../../../_text/format';
import type { CardDecision } from './types';

/** What stands beside every automatic decision: which rules, on whose word, accepted when. */
export const automaticWords = ({ rules, version, approvedBy, approvedAt, acceptedAt }: NonNullable<CardDecision['automatic']>): string =>
  `Personne ne l’a lu\u00a0: règles « ${rules} », version ${version}, approuvées par ${approvedBy} le ${formatInstant(approvedAt)}, acceptation signée le ${formatInstant(acceptedAt)}`;
