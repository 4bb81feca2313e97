/** Where a quality control stands: within its limits, near them, out of them, or nobody can tell. */
export const CONTROL_STATES = ['in', 'warning', 'out', 'unknown'] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();

/** Gravest first: « non conforme » must not be read as « conforme ». Westgard's rules by their usual names. */
const WORDS: readonly [ControlState, RegExp][] = [
  ['out', /\bNON[ -]CONFORME|\bHORS\b|\bOUT\b|\bFAIL|\bREJ|\bECHEC|\bNOK\b|\bINACCEPT|\b(?:1|R)-?[34]S\b|\b2-?2S\b|\b4-?1S\b|\b10-?X\b/],
  ['warning', /\bALERT|\bWARN|\bLIMITE\b|\bSURVEILL|\b1-?2S\b/],
  ['in', /\bCONFORME|\bOK\b|\bPASS|\bVALIDE\b|\bACCEPT|\bDANS LES LIMITES\b|^IN\b|\bIN CONTROL\b/],
];
const NEGATED = /\b(?:PAS|NON|NOT)[ -](?:CONFORME|OK|VALIDE|ACCEPT)/;

/**
 * Reads what a LIS says of a control (« conforme », « HORS LIMITES 1-3s », `OK`). A word that is not known is `unknown`, never « conforme »; « aucun CQ » is nobody's word of conformity either.
 */
export function controlStateOf(text: string): ControlState {
  const said = plain(text.trim());
  if (said === '') return 'unknown';
  if (/^(?:N|C|I)$/.test(said)) return said === 'I' ? 'unknown' : 'in';
  if (/^(?:NC|O|H|L|HH|LL|A|AA|<|>)$/.test(said)) return 'out';
  if (NEGATED.test(said)) return 'out';
  return WORDS.find(([, words]) => words.test(said))?.[0] ?? 'unknown';
}
