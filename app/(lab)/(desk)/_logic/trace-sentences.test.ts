import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { terminalWords } from '../../../_text/terminal-words';
import { AUTOMATES, actorWords, TRACE_SENTENCES, traceSentence } from './trace-sentences';

/** Every action that the server's sources name. */
function actionsOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return actionsOf(path);
    if (!entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) return [];
    return [...readFileSync(path, 'utf8').matchAll(/\baction: (?:\w+ \? )?'([a-z]+\.[a-z-]+)'(?: : '([a-z]+\.[a-z-]+)')?/g)].flatMap((found) =>
      [found[1], found[2]].filter((name) => name !== undefined),
    );
  });
}

describe('a line of the trace', () => {
  const actions = [...new Set(actionsOf('server'))].sort();
  test('is looked for in the sources', () => expect(actions.length).toBeGreaterThan(25));
  test.each(actions)('%s has its French sentence', (action) => expect(TRACE_SENTENCES[action]).toBeDefined());

  test('says what was decided', () => {
    const detail = { results: 2, revision: 3 };
    expect(traceSentence({ action: 'validation.sign', outcome: 'done', detail })).toBe('Validation biologique signée, 2\u00a0résultats, version 3 du dossier');
    expect(traceSentence({ action: 'validation.sign', outcome: 'refused', detail: { code: 'dossier-changed' } })).toContain('refusée');
  });

  test('of an unknown action shows its code rather than nothing', () => {
    expect(traceSentence({ action: 'future.act', outcome: 'done', detail: {} })).toBe('future.act');
  });

  test('names people, patients and automates apart', () => {
    expect(actorWords({ actorKind: 'patient', actorName: 'patient' })).toBe('Le patient');
    expect(actorWords({ actorKind: 'system', actorName: 'sweeper:outbound' })).toBe('Relais, contrôle');
    expect(actorWords({ actorKind: 'professional', actorName: 'Dr Hélène MARCHETTI' })).toBe('Dr Hélène MARCHETTI');
  });

  const handlers = new Set([...readFileSync('server/main/wiring.ts', 'utf8').matchAll(/handler: '([a-z.]+)'/g)].map((found) => found[1] ?? ''));
  test.each([...handlers])('of %s says what that automate does', (handler) => expect(AUTOMATES[handler]).toBeDefined());

  test('says a terminal shortly', () => {
    expect(terminalWords('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36')).toBe('Chrome, Linux');
    expect(terminalWords('poste de garde')).toBe('poste de garde');
  });
});
