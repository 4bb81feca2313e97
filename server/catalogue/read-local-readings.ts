import type { Transaction } from '../../db/client';
import { localReadings } from './store';

/** A result, as far as it takes to know how its laboratory is read. */
interface Read {
  laboratoryId: string;
  code: string;
  localCode: string;
  codeSystem: string;
  unit: string;
}

export interface LocalReadings {
  /** The chapter that a référent gave to a laboratory's code; null = he gave none. */
  chapterOf(result: Omit<Read, 'unit'>): string | null;
  /** Set apart by a référent: the value is shown, and compared with nothing. */
  isApart(result: Pick<Read, 'laboratoryId' | 'code' | 'unit'>): boolean;
}

/** How these laboratories' results are read beside the catalogue, as the référents' tables say today. */
export async function readLocalReadings(
  tx: Transaction,
  laboratoryIds: readonly string[],
  results: readonly Pick<Read, 'code' | 'localCode'>[],
): Promise<LocalReadings> {
  const codes = [...new Set(results.flatMap(({ code, localCode }) => [code, localCode]))].filter((code) => code !== '');
  const rows = await localReadings(tx, [...new Set(laboratoryIds)], codes);
  const apart = new Set(rows.filter((row) => row.isApart).map((row) => keyOf(row.laboratoryId, row.code, row.unit)));
  const chapters = new Map(rows.filter((row) => !row.isApart).map((row) => [keyOf(row.laboratoryId, row.code, ''), row.chapter]));
  return {
    chapterOf: ({ laboratoryId, code, localCode, codeSystem }) => chapters.get(keyOf(laboratoryId, codeSystem === 'LN' ? localCode : code, '')) ?? null,
    isApart: ({ laboratoryId, code, unit }) => apart.has(keyOf(laboratoryId, code, unit)) || apart.has(keyOf(laboratoryId, '', unit)),
  };
}

const keyOf = (laboratoryId: string, code: string, unit: string): string => JSON.stringify([laboratoryId, code, unit]);
