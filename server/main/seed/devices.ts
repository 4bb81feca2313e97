import { addDevice } from '../../inbound/declare-device';
import type { Context } from '../../platform/context';
import { BEDSIDE_DEVICE, bedsideMessage, UNDECLARED_DEVICE } from '../../simulator/bedside';
import type { HistoryMessage } from '../../simulator/traffic';
import { referenceIds } from './reference';

const MINUTE_MS = 60_000;

/** Declares the bedside devices of the demonstration: one that speaks, one that has fallen silent. */
export async function seedDevices(ctx: Context): Promise<void> {
  await ctx.transaction(async (tx) => {
    const laboratoryId = referenceIds.laboratory('valmont');
    const common = { ward: 'Réanimation', silentAfterMinutes: null };
    await addDevice(ctx, tx, { laboratoryId, content: { ...common, codes: [BEDSIDE_DEVICE], name: 'Lecteur de glycémie 3', kind: 'glucose' } });
    await addDevice(ctx, tx, {
      laboratoryId,
      content: { codes: ['INR-CARDIO-01'], name: 'Coagulomètre', ward: 'Cardiologie', kind: 'coagulation', silentAfterMinutes: 720 },
    });
  });
}

/** What the bedside sent in the last hour, and one device that nobody declared. */
export function bedsideHistory(seed: string, to: Date): Pick<HistoryMessage, 'at' | 'bytes'>[] {
  const message = (minutes: number, equipment?: string) => {
    const at = new Date(to.getTime() - minutes * MINUTE_MS);
    return { at, bytes: bedsideMessage(seed, at, `POCTH${String(to.getTime())}-${minutes}`, equipment).bytes };
  };
  const undeclared = message(12, UNDECLARED_DEVICE);
  // As a device manager sends it: by the event of the bedside.
  const asBedside = Buffer.from(undeclared.bytes.toString('latin1').replace('ORU^R01^ORU_R01', 'ORU^R32^ORU_R30'), 'latin1');
  return [message(200), message(95), message(40), message(16), { at: undeclared.at, bytes: asBedside }];
}
