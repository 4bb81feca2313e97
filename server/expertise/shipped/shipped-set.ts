import type { WrittenRule } from '../types';
import { ANALYTES } from './analytes';
import { COAGULATION } from './coagulation';
import { ELECTROLYTES } from './electrolytes';
import { GASES } from './gases';
import { HAEMATOLOGY } from './haematology';
import { HORMONES } from './hormones';
import { INFECTION } from './infection';
import { METABOLITES } from './metabolites';
import { SAMPLE } from './sample';

const RULES: readonly WrittenRule[] = [...ELECTROLYTES, ...METABOLITES, ...GASES, ...HAEMATOLOGY, ...COAGULATION, ...HORMONES, ...INFECTION, ...SAMPLE];

/** The starting set, as it is written; `rule-set.ts` checks it. Informative in a laboratory until a biologist there has approved it. */
export const SHIPPED_SET = { title: 'Jeu de départ', author: 'Relais, jeu de départ', analytes: ANALYTES, rules: [...RULES] };
