import { readEnvironment } from '../platform/env';
import { type InsGap, type InsTraits, insGaps, isTestAuthority } from './ins-rules';

/** What is missing for the INS of a person, in this installation: only a demonstration takes the numbers of TEST and DEMO for qualified. */
export const insGapsHere = (person: InsTraits): InsGap[] =>
  insGaps(person, { acceptsTests: isTestAuthority(person.insAuthority) && readEnvironment().RELAIS_DEMO });
