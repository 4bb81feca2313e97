import { ANALYTES } from './analytes';
import { CHEMISTRY } from './chemistry';

/** The starting set, as it is written; `rule-set.ts` checks it. Informative in a laboratory until a biologist there has approved it. */
export const SHIPPED_SET = {
  title: 'Jeu de départ',
  author: 'Relais, jeu de départ',
  analytes: ANALYTES,
  rules: [...CHEMISTRY],
};
