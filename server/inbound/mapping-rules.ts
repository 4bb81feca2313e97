import type { MappingKind } from '../../db/schema/inbound';
import { contentHashOf } from '../dossier/rules';
import type { IncomingDossier, IncomingObservation } from '../dossier/types';
import type { Repair, Translation } from './types';

export interface MappingTarget {
  source: string;
  sourceSystem: string;
  target: string;
  targetLabel: string;
  chapter: string;
}

/** One laboratory's tables, those in force and what each text ever stood for. */
export interface Mappings {
  inForce: ReadonlyMap<string, MappingTarget>;
  formerly: ReadonlyMap<string, readonly MappingTarget[]>;
  /** What the catalogue expects, by LOINC. */
  units: ReadonlyMap<string, readonly string[]>;
}

export const NO_MAPPINGS: Mappings = { inForce: new Map(), formerly: new Map(), units: new Map() };

export const mappingKey = (kind: MappingKind, source: string, sourceSystem = ''): string => JSON.stringify([kind, source, sourceSystem]);

/** Whom a référent said that a prescriber's number, or the name that came without one, stands for. */
export function mappedPrescriber({ inForce }: Mappings, { prescriberRpps: rpps, prescriberName: name }: IncomingDossier): MappingTarget | null {
  return targetOf(inForce.get(rpps === '' ? mappingKey('prescriber', name, 'nom') : mappingKey('prescriber', rpps, 'rpps')));
}

export const mappedWard = ({ inForce }: Mappings, code: string): MappingTarget | null => targetOf(inForce.get(mappingKey('ward', code)));

const targetOf = (mapped: MappingTarget | undefined): MappingTarget | null => (mapped && mapped.target !== '' ? mapped : null);

/** How French laboratories write what UCUM writes otherwise; the same unit is no mismatch. */
const SPELLINGS: Record<string, string> = {
  'G/L': '10*9/L',
  'GIGA/L': '10*9/L',
  '10^9/L': '10*9/L',
  'T/L': '10*12/L',
  'TERA/L': '10*12/L',
  '10^12/L': '10*12/L',
  'UI/L': '[IU]/L',
  'IU/L': '[IU]/L',
  'U/L': 'U/L',
};

export function isSameUnit(one: string, other: string): boolean {
  const plain = (unit: string) => {
    const text = unit.trim().replaceAll(/[µμ]/g, 'u').replaceAll(/\s/g, '');
    return SPELLINGS[text.toUpperCase()] ?? text.toLowerCase();
  };
  return plain(one) === plain(other);
}

/**
 * Puts what a laboratory's texts stand for in their place, and takes back the repairs whose cause is gone. Keys of results stay those of the message, so that a
 * mapping never makes a second result out of one. A unit that is not the catalogue's is told, and blocks nothing.
 * @see HCL-3
 */
export function applyMappings(translation: Translation, mappings: Mappings): Translation {
  const mismatches: Repair[] = [];
  const groups = translation.groups.map((group) => ({
    ...group,
    dossiers: group.dossiers.map((dossier) =>
      withResults(dossier, (sent) => {
        const mapped = mappedObservation(sent, mappings);
        if (isMismatch(mapped, sent, mappings)) {
          mismatches.push({
            kind: 'unit_mismatch',
            subject: `${mapped.code} ${sent.unit}`,
            segment: 'OBX',
            field: 6,
            accessionNumber: dossier.accessionNumber,
          });
        }
        return mapped;
      }),
    ),
  }));
  const isOpen = (repair: Repair) => repair.kind !== 'unmapped_code' || !mappings.inForce.has(mappingKey('code', repair.subject));
  const once = new Map(mismatches.map((repair) => [repair.subject, repair]));
  return { ...translation, groups, repairs: [...translation.repairs.filter(isOpen), ...once.values()] };
}

/** A result that a biologist signed stays as signed while the laboratory says nothing new: mapping its code later reopens no dossier. */
export function asSigned(mapped: IncomingDossier, sent: IncomingDossier, signed: ReadonlyMap<string, string>, mappings: Mappings): IncomingDossier {
  const originals = new Map(sent.requests.flatMap((request) => request.observations.map((observation) => [observation.observationKey, observation])));
  return withResults(mapped, (observation) => {
    const hash = signed.get(observation.observationKey);
    const original = originals.get(observation.observationKey);
    if (hash === undefined || !original || contentHashOf(observation) === hash) return observation;
    return readingsOf(original, mappings).find((reading) => contentHashOf(reading) === hash) ?? observation;
  });
}

/** What one result is under the mappings in force. */
export function mappedObservation(sent: IncomingObservation, mappings: Mappings): IncomingObservation {
  if (mappings.inForce.size === 0) return sent;
  const code = sent.codeSystem === 'LN' ? undefined : mappings.inForce.get(mappingKey('code', sent.code));
  const coded = code ? withCode(sent, code) : sent;
  const unit = unitOf(coded, mappings);
  return unit && unit.target !== '' ? { ...coded, unit: unit.target } : coded;
}

const unitOf = (sent: IncomingObservation, { inForce }: Mappings): MappingTarget | undefined =>
  inForce.get(mappingKey('unit', sent.unit, sent.code)) ?? inForce.get(mappingKey('unit', sent.unit));

function isMismatch(mapped: IncomingObservation, sent: IncomingObservation, mappings: Mappings): boolean {
  if (mapped.codeSystem !== 'LN' || sent.number === null || sent.unit === '') return false;
  const expected = mappings.units.get(mapped.code) ?? [];
  return expected.length > 0 && !expected.some((unit) => isSameUnit(unit, mapped.unit)) && unitOf({ ...sent, code: mapped.code }, mappings) === undefined;
}

/** Every way in which this result was ever read: as sent, and by each mapping that was in force once. */
function readingsOf(sent: IncomingObservation, { formerly }: Mappings): IncomingObservation[] {
  const codes = sent.codeSystem === 'LN' ? [] : (formerly.get(mappingKey('code', sent.code)) ?? []);
  return [sent, ...codes.map((code) => withCode(sent, code))].flatMap((coded) => {
    const units = [...(formerly.get(mappingKey('unit', sent.unit, coded.code)) ?? []), ...(formerly.get(mappingKey('unit', sent.unit)) ?? [])];
    return [coded, ...units.filter(({ target }) => target !== '').map(({ target }) => ({ ...coded, unit: target }))];
  });
}

const withCode = (sent: IncomingObservation, code: MappingTarget): IncomingObservation =>
  code.target === '' ? sent : { ...sent, code: code.target, codeSystem: 'LN', localCode: sent.localCode || sent.code };

const withResults = (dossier: IncomingDossier, change: (observation: IncomingObservation) => IncomingObservation): IncomingDossier => ({
  ...dossier,
  requests: dossier.requests.map((request) => ({ ...request, observations: request.observations.map(change) })),
});
