import { testMessage } from '../../simulator/test-message';
import type { Sent } from './books';

/** Messages of as many lines, each of a dossier of its own that is corrected again and again; each newer than the one before. */
export function linesOf(seed: string, lines: number, messages: number): Sent[][] {
  return Array.from({ length: lines }, (_, line) =>
    Array.from({ length: messages }, (__, index) => {
      const [accessionNumber, controlId] = [`${seed}-${line}`, `${seed}-${line}-${index}`];
      const value = (3 + index / 10).toFixed(1);
      const sentAt = new Date(Date.parse('2026-11-21T03:00:00+01:00') + index * 1_000);
      const patient = { identifier: `66${line}`, ins: null };
      return { controlId, accessionNumber, value, bytes: testMessage({ accessionNumber, controlId, sentAt, patient, results: [{ value }] }) };
    }),
  );
}
