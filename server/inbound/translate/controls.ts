import { gravestState, stateByLimits } from '../../dossier/control-rules';
import { controlStateOf } from '../../dossier/control-words';
import type { IncomingControl } from '../../dossier/record-controls';
import type { Segment } from '../../hl7/grammar';
import { chooseCoding } from './coding';
import { privateText, unclaimed } from './private-fields';
import type { MessageReader } from './reader';
import { specimenKind } from './specimen';
import { valueNamed } from './status';
import { parseRange, translateValue } from './value';

/** SPM-11 of a control material (table 0369); a laboratory's own calibrators and blind samples are no controls. */
const CONTROL = 'Q';

/**
 * Whether a message tells controls and nobody's results: every sample in it is a control material, and no PID names anybody. One that names a patient is a patient's, whatever its samples are called.
 * @see HL7 2.5 chapter 7.4.3.11 (SPM-11)
 */
export function isControlMessage(reader: MessageReader): boolean {
  const specimens = reader.named('SPM');
  if (specimens.length === 0 || !specimens.every((spm) => reader.text(spm, 11).toUpperCase() === CONTROL)) return false;
  return reader.named('PID').every((pid) => reader.text(pid, 3) === '' && reader.text(pid, 5) === '');
}

interface ControlGroup {
  obr: Segment;
  /** Its sample, before or after it. */
  spm: Segment | null;
  results: { obx: Segment; privates: Segment[] }[];
  privates: Segment[];
}

/** Every control of the message, in its order. */
export function translateControls(reader: MessageReader): IncomingControl[] {
  const groups = groupsOf(reader);
  if (groups.every(({ results }) => results.length === 0)) reader.tell('no_request');
  return groups.flatMap((group) => group.results.flatMap((result) => translateControl(reader, group, result) ?? []));
}

/** OBR with its OBX; the SPM stands after them (ORU^R01), or before its OBR where the first segment of the message is one. */
function groupsOf(reader: MessageReader): ControlGroup[] {
  const groups: ControlGroup[] = [];
  let before: Segment | null = null;
  let own: Segment[] = [];
  for (const segment of reader.message.segments) {
    const group = groups.at(-1);
    if (segment.name === 'SPM') {
      if (group && group.spm === null) group.spm = segment;
      else before = segment;
      own = group?.privates ?? [];
    } else if (segment.name === 'OBR') {
      own = [];
      groups.push({ obr: segment, spm: before, results: [], privates: own });
    } else if (segment.name === 'OBX' && group) {
      own = [];
      group.results.push({ obx: segment, privates: own });
    } else if (segment.name.startsWith('Z')) own.push(segment);
  }
  const [only] = reader.named('SPM');
  return groups.map((group) => ({ ...group, spm: group.spm ?? only ?? null }));
}

function translateControl(reader: MessageReader, { obr, spm, privates }: ControlGroup, result: ControlGroup['results'][number]): IncomingControl | null {
  const { obx } = result;
  const part = (position: number) => (position === 1 || position === 4 ? reader.key(obx, 3, position) : reader.text(obx, 3, position));
  const coded = chooseCoding(part, reader.profile.settings.loincSystems);
  if (coded.code === '') {
    reader.tell('no_code');
    return null;
  }
  const said = [obx, ...result.privates, obr, ...privates, ...(spm ? [spm] : [])];
  const value = translateValue(reader, reader.text(obx, 2), unclaimed(reader, obx, 5));
  const limits = reader.free(obx, 7).trim();
  const flags = unclaimed(reader, obx, 8)
    .map((flag) => reader.component(flag, 1))
    .filter((flag) => flag !== '');
  const word = privateText(reader, said, 'quality-control');
  const states = [
    controlStateOf(word),
    ...flags.map((flag) => controlStateOf(valueNamed(reader.profile.settings.flags, flag) ?? flag)),
    stateByLimits(value.number, parseRange(limits)),
  ].filter((state) => state !== 'unknown');
  const measured = reader.written(obx, 14) ?? reader.written(obx, 19) ?? reader.written(obr, 7) ?? (spm ? reader.written(spm, 17) : null);
  return {
    specimen: spm ? reader.key(spm, 2, 2) || reader.key(spm, 2) : '',
    level:
      privateText(reader, said, 'control-level') || (spm ? reader.free(spm, 14).trim() : '') || reader.text(obx, 4) || (spm ? specimenKind(reader, spm) : ''),
    analyser: reader.text(obx, 18),
    code: coded.code,
    codeSystem: coded.codeSystem,
    localCode: coded.localCode,
    label: coded.label,
    value: value.values.join(' '),
    unit: reader.text(obx, 6) || reader.text(obx, 6, 2),
    target: privateText(reader, said, 'control-target'),
    limits,
    // What the LIS says and what its limits say: the graver counts.
    state: gravestState(states) ?? 'unknown',
    said: word || flags.join('~'),
    measuredAt: measured?.at ?? null,
  };
}
