import { formatInstant, NBSP } from '../../../_text/format';
import { terminalWords } from '../../../_text/terminal-words';
import type { Terminal, TerminalKind } from './types';

export const KIND_WORDS: Readonly<Record<TerminalKind, string>> = {
  undeclared: 'non déclaré',
  tablet: 'tablette personnelle',
  ward_pc: 'poste de service, partagé',
  counter: 'guichet, lieu de passage',
  desk: 'poste de bureau',
};

/** What an administrator may declare a terminal to be; « non déclaré » is what it was before. */
export const DECLARED_KINDS = ['tablet', 'ward_pc', 'counter', 'desk'] as const;

const REASONS: Readonly<Record<string, string>> = {
  'unknown-tries': 'trois essais avec un identifiant inconnu',
  'known-tries': 'trois essais manqués dans un lieu de passage',
  administrator: 'par un administrateur',
};

const METHODS: Readonly<Record<string, string>> = {
  'password-totp': 'mot de passe et code',
  'password-passkey': 'mot de passe et clé d’accès',
  'password-recovery': 'mot de passe et code de secours',
  passkey: 'clé d’accès',
  psc: 'Pro Santé Connect',
  activation: 'code d’activation',
  emergency: 'compte d’urgence',
};

/** How a person came in. */
export const methodWords = (method: string): string => METHODS[method] ?? method;

/** What a terminal is called; until it has a name, by what its browser says it is. */
export const terminalName = ({ name, browser }: Pick<Terminal, 'name' | 'browser'>): string =>
  name || `sans nom (${terminalWords(browser) || 'navigateur inconnu'})`;

/** In which state a terminal is, since when and why; whether that needs attention. */
export function standingWords({ state, stateReason, stateChangedAt }: Pick<Terminal, 'state' | 'stateReason' | 'stateChangedAt'>): {
  words: string;
  isShut: boolean;
} {
  const why = REASONS[stateReason ?? ''];
  const since = stateChangedAt ? ` depuis le ${formatInstant(stateChangedAt)}` : '';
  switch (state) {
    case 'active':
      return { words: 'En service', isShut: false };
    case 'passivated':
      return { words: `Bloqué${since}${why ? `${NBSP}: ${why}` : ''}`, isShut: true };
    case 'revoked':
      return { words: `Révoqué${since}`, isShut: true };
  }
}
