import type { Transaction } from '../../db/client';
import { readLaboratories } from '../directory/read-directory';
import { type ControlRecord, controlsThatCount } from './control-rules';
import { anyControls, type ControlRow, controlsBetween } from './control-store';
import type { ControlState } from './control-words';

/** A result, as far as its controls are found by it. */
export interface MeasuredResult {
  id: string;
  laboratoryId: string;
  code: string;
  localCode: string;
  equipment: string;
  performerFiness: string;
  performerCode: string;
  analysedAt: Date | null;
  observedAt: Date | null;
  recordedAt: Date;
}

/**
 * The controls that count for each of these results, by its id: those of the laboratory that measured it, of its analyser where both sides name one. A result that nobody sent a control for is
 * not in the answer.
 * @see GBUI V-2d, XIII-2.4; ISO 15189:2022 7.3.7
 */
export async function readControls(tx: Transaction, results: readonly MeasuredResult[]): Promise<Map<string, ControlRecord[]>> {
  if (results.length === 0) return new Map();
  const laboratories = results.some((result) => result.performerFiness !== '' || result.performerCode !== '') ? await readLaboratories(tx) : [];
  const asked = results.flatMap((result) => {
    const performer = result.performerFiness || result.performerCode;
    const laboratoryId = performer === '' ? result.laboratoryId : laboratories.find(({ finessNumber }) => finessNumber === performer)?.id;
    // Measured by a laboratory that no link of Relais speaks for: its controls cannot be known.
    return laboratoryId === undefined ? [] : [{ ...result, laboratoryId, at: result.analysedAt ?? result.observedAt ?? result.recordedAt }];
  });
  const laboratoryIds = [...new Set(asked.map(({ laboratoryId }) => laboratoryId))];
  if (asked.length === 0 || !(await anyControls(tx, laboratoryIds))) return new Map();
  const times = asked.map(({ at }) => at.getTime());
  const codes = [...new Set(asked.flatMap(({ code, localCode }) => [code, localCode]).filter((code) => code !== ''))];
  const from = new Date(times.reduce((least, time) => Math.min(least, time), Infinity) - REACH_MS);
  const until = new Date(times.reduce((most, time) => Math.max(most, time), 0) + REACH_MS);
  const found = byCode(await controlsBetween(tx, { laboratoryIds, codes, from, until }));
  return new Map(
    asked.flatMap((result) => {
      const own = [...new Set([result.code, result.localCode].flatMap((code) => found.get(`${result.laboratoryId} ${code}`) ?? []))].filter((control) =>
        isOf(control, result),
      );
      return own.length > 0 ? [[result.id, controlsThatCount(own, result.at)] as const] : [];
    }),
  );
}

/** A control says something of what was measured within two days of it. */
const REACH_MS = 48 * 3_600_000;

/** Of its analyser, where both sides name one. */
const isOf = ({ analyser, measuredAt }: ControlRecord, { equipment, at }: MeasuredResult & { at: Date }): boolean =>
  Math.abs(measuredAt.getTime() - at.getTime()) <= REACH_MS && (analyser === '' || equipment === '' || analyser.toLowerCase() === equipment.toLowerCase());

function byCode(rows: readonly ControlRow[]): Map<string, ControlRecord[]> {
  const found = new Map<string, ControlRecord[]>();
  for (const row of rows) {
    const control: ControlRecord = { ...row, state: row.state as ControlState };
    for (const code of new Set([row.code, row.localCode])) {
      const key = `${row.laboratoryId} ${code}`;
      const own = found.get(key);
      if (own) own.push(control);
      else if (code !== '') found.set(key, [control]);
    }
  }
  return found;
}
