import type { Dossier } from './dossier';
import type { LisGroup, LisResult, LisSpecimen, LisTechnical } from './lis-message';
import { randomFrom } from './random';
import { findTest } from './tests';

const MINUTE = 60_000;

const NOTHING: LisTechnical = { flags: [], control: '', valueBefore: '', dilution: '' };

/** Drawn by the dossier's number and the result's code alone: what is sent again says the same again, and the rest of the traffic is what it was. */
export function technicalOf({ laboratory, order }: Dossier, line: LisResult): LisTechnical {
  const test = findTest(line.localCode);
  const figure = Number(line.values[0]);
  if (!test || line.status === 'I' || line.valueType !== 'NM' || Number.isNaN(figure)) return NOTHING;
  const random = randomFrom(`technical/${order.accessionNumber}/${line.localCode}`);
  const isCritical = line.interpretation === 'HH' || line.interpretation === 'LL';
  const isDiluted = line.interpretation.startsWith('H') && test.shape === 'log' && random.chance(0.06);
  const isRerun = isCritical && random.chance(0.6);
  const before = (figure * (1 + random.normal() * 0.01)).toFixed(test.decimals);
  return {
    flags: [
      ...(line.localCode === 'PLQ' && line.notes.some((note) => note.includes('Agrégats')) ? ['PLT_CLUMP'] : []),
      ...(line.localCode === 'LEU' && figure > 25 ? ['BLASTS?'] : []),
      ...(isCritical && random.chance(0.3) ? ['DELTA'] : []),
    ],
    // One of the three systems tells the control with each result, the two others in messages of their own.
    control: laboratory.code === 'LBM-CLAIRLIEU' ? (random.chance(0.012) ? 'hors limites' : 'conforme') : '',
    valueBefore: isDiluted ? `>${(figure / 4).toFixed(test.decimals)}` : isRerun ? before : '',
    dilution: isDiluted ? '5' : '',
  };
}

/** Icterus and lipaemia beside haemolysis, as one analyser measures all three. */
export function withIndices(dossier: Dossier, results: readonly LisResult[]): LisResult[] {
  return results.flatMap((line) => {
    if (line.localCode !== 'HEMOL' || line.status === 'I') return [line];
    const random = randomFrom(`indices/${dossier.order.accessionNumber}`);
    const index = (localCode: string, label: string, value: number, limit: number): LisResult => ({
      ...line,
      localCode,
      label,
      loincLabel: label,
      values: [String(value)],
      referenceRange: `0 - ${limit}`,
      interpretation: value > limit ? 'H' : dossier.laboratory.writesNormalFlag ? 'N' : '',
      notes: [],
    });
    return [
      line,
      index('ICT', 'Indice d’ictère', random.chance(0.03) ? random.integer(4, 24) : random.integer(0, 2), 2),
      index('LIPEM', 'Indice de lipémie', random.chance(0.03) ? random.integer(60, 320) : random.integer(0, 18), 40),
    ];
  });
}

/** When the tubes of a chemistry bench were centrifuged; nothing else is. */
export function centrifugedAt({ order, receivedAt }: Dossier, { section, specimen }: Pick<LisGroup, 'section' | 'specimen'>): Date | null {
  if (section !== 'CH' || specimen.code === 'UR' || specimen.code === 'BLDA') return null;
  return new Date(receivedAt.getTime() + randomFrom(`centrifuged/${order.accessionNumber}`).integer(3, 9) * MINUTE);
}

const SITES = ['Pli du coude gauche', 'Pli du coude droit', 'Dos de la main'];
const SAID = ['Prélevé au-dessus d’une voie veineuse.', 'Garrot prolongé signalé par le préleveur.', 'Tube rempli aux deux tiers.'];

/** How a sample came: where from, in what state, and what was noted of it. */
export function sampleOf(
  { order }: Dossier,
  { code, label }: Pick<LisSpecimen, 'code' | 'label'>,
  groups: readonly LisGroup[],
): Pick<LisSpecimen, 'site' | 'description' | 'condition' | 'notes'> {
  const random = randomFrom(`sample/${order.accessionNumber}/${label}`);
  const own = groups.filter(({ specimen }) => specimen.label === label).flatMap(({ results }) => results);
  const isHaemolysed = own.some(({ localCode, values }) => localCode === 'HEMOL' && Number(values[0]) >= 60);
  const isBlood = code.startsWith('BLD') || code === 'SER';
  return {
    site: isBlood && random.chance(0.35) ? random.pick(SITES) : '',
    description: isBlood && random.chance(0.05) ? 'Cathéter veineux central, purge faite' : '',
    condition: isHaemolysed ? ['HEM', 'Hémolysé', 'HL70493'] : null,
    notes: isBlood && random.chance(0.06) ? [random.pick(SAID)] : [],
  };
}
