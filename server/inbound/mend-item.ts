import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { isLoinc } from '../catalogue/loinc';
import { addPrescriber, addWard, type NewPrescriber } from '../directory/add-to-directory';
import { readPrescriber, readWard } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { nameDevice } from './change-device';
import { changeMappings } from './change-mappings';
import { addDevice, type DeviceRefusal } from './declare-device';
import type { DeviceContent } from './device-rules';
import type { MappingTarget } from './mapping-rules';
import { sentNames } from './opened-message';
import { closeSameItems, lockItem, type RepairItemRow } from './repair-store';

export type Choice =
  | { kind: 'prescriber'; prescriberId: string }
  | ({ kind: 'new-prescriber' } & NewPrescriber)
  | { kind: 'ward'; wardId: string }
  | { kind: 'new-ward'; name: string; phone: string }
  /** Empty = confirmed as a local code, compared with no other laboratory. */
  | { kind: 'code'; loinc: string; label: string; chapter: string }
  /** Empty = kept apart. */
  | { kind: 'unit'; unit: string }
  | { kind: 'device'; deviceId: string }
  | { kind: 'new-device'; content: DeviceContent }
  /** Looked at: there is nothing to match. */
  | { kind: 'seen'; reason: string };

type Codes = DeviceRefusal | 'not-found' | 'already-mended' | 'wrong-rpps' | 'rpps-taken' | 'wrong-loinc' | 'reason-too-short';

/**
 * Mends one thing once for everything that waits for it: the mapping is written, the items close, the worker carries it to the dossiers. Whoever comes second is
 * told who was first. Nothing is ever picked by itself.
 * @see HCL-2, HCL-3
 */
export async function mendItem(ctx: Context, input: { itemId: string; choice: Choice }): Promise<Outcome<{ itemId: string }, Refusal<Codes>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const item = await lockItem(tx, input.itemId);
    if (!item || item.laboratoryId === null) return refuse('not-found');
    if (item.closedAt) return refuse('already-mended', { by: item.closedBy });
    const target = await targetOf(ctx, tx, item, input.choice);
    if (!target.ok) return target;
    const by = ctx.actor.kind === 'professional' ? ctx.actor.name : 'Relais';
    if (target.value) {
      await changeMappings(ctx, tx, { laboratoryId: item.laboratoryId, kind: target.value.kind, add: [target.value.entry], end: [], reason: 'Réparation' });
    }
    const resolution = input.choice.kind.startsWith('new-') ? 'created' : input.choice.kind === 'seen' ? 'discarded' : 'mapped';
    await closeSameItems(tx, item, { closedBy: by, resolution, at: ctx.now(), ...(input.choice.kind === 'seen' ? { reason: input.choice.reason } : {}) });
    await append(tx, ctx, { action: 'repair.match', subjectId: item.id, detail: { kind: item.kind, by: input.choice.kind } });
    await announce(tx, 'exchanges', item.laboratoryId);
    return done({ itemId: item.id });
  });
}

type Target = { kind: 'code' | 'unit' | 'prescriber' | 'ward'; entry: MappingTarget } | null;
const FITS: Record<Choice['kind'], string | null> = {
  prescriber: 'unknown_prescriber',
  'new-prescriber': 'unknown_prescriber',
  ward: 'unknown_ward',
  'new-ward': 'unknown_ward',
  code: 'unmapped_code',
  unit: 'unit_mismatch',
  device: 'unknown_device',
  'new-device': 'unknown_device',
  seen: null,
};

async function targetOf(ctx: Context, tx: Transaction, item: RepairItemRow, choice: Choice): Promise<Outcome<Target, Refusal<Codes>>> {
  const fits = FITS[choice.kind];
  if (fits !== null && fits !== item.kind) return refuse('not-found');
  const plain = { source: item.subject, sourceSystem: '', targetLabel: '', chapter: '' };
  switch (choice.kind) {
    case 'prescriber':
    case 'new-prescriber': {
      const made = choice.kind === 'prescriber' ? done(choice.prescriberId) : await addPrescriber(ctx, tx, namesOf(choice));
      if (!made.ok) return made;
      const known = await readPrescriber(tx, made.value);
      const isNamed = item.subject === 'sans RPPS';
      const source = isNamed ? (await sentNames(tx, item)).prescriberName : item.subject;
      if (!known || source === '') return refuse('not-found');
      const targetLabel = `${known.familyName} ${known.givenName}`;
      return done({ kind: 'prescriber', entry: { ...plain, source, sourceSystem: isNamed ? 'nom' : 'rpps', target: known.id, targetLabel } });
    }
    case 'ward':
    case 'new-ward': {
      const made =
        choice.kind === 'ward'
          ? done(choice.wardId)
          : await addWard(ctx, tx, { laboratoryId: item.laboratoryId ?? '', code: item.subject, name: choice.name, phone: choice.phone });
      if (!made.ok) return made;
      const known = await readWard(tx, made.value);
      return known ? done({ kind: 'ward', entry: { ...plain, target: known.id, targetLabel: known.name } }) : refuse('not-found');
    }
    case 'code':
      if (choice.loinc !== '' && !isLoinc(choice.loinc)) return refuse('wrong-loinc');
      return done({ kind: 'code', entry: { ...plain, target: choice.loinc, targetLabel: choice.label, chapter: choice.chapter } });
    case 'unit': {
      const space = item.subject.indexOf(' ');
      return done({
        kind: 'unit',
        entry: { ...plain, source: item.subject.slice(space + 1), sourceSystem: item.subject.slice(0, space), target: choice.unit },
      });
    }
    case 'device':
    case 'new-device': {
      const made = await (choice.kind === 'device' ? nameDevice(ctx, tx, item, choice.deviceId) : addDevice(ctx, tx, newDevice(item, choice.content)));
      return made.ok ? done(null) : made;
    }
    case 'seen':
      return choice.reason.trim().length < 10 ? refuse('reason-too-short') : done(null);
  }
}

/** Whoever declares it at the desk declares it under the code that came, whatever else he writes. */
const newDevice = (item: RepairItemRow, content: DeviceContent) => ({
  laboratoryId: item.laboratoryId ?? '',
  content: { ...content, codes: [item.subject, ...content.codes] },
});

const namesOf = ({ rppsNumber, familyName, givenName, specialty }: NewPrescriber): NewPrescriber => ({ rppsNumber, familyName, givenName, specialty });
