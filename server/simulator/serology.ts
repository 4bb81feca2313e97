import type { LisResult } from './lis-message';
import type { Random } from './random';
import { type LineContext, textLine } from './result-line';

interface Marker {
  code: string;
  loincCode: string;
  label: string;
  /** Share of positive answers. */
  positiveShare: number;
  /** Immunity is good news: only infection markers are flagged. */
  isInfection: boolean;
}

const markers: readonly Marker[] = [
  { code: 'AGHBS', loincCode: '5196-1', label: 'Antigène HBs', positiveShare: 0.01, isInfection: true },
  { code: 'ACHBC', loincCode: '16933-4', label: 'Anticorps anti-HBc totaux', positiveShare: 0.05, isInfection: false },
  { code: 'VHC', loincCode: '16128-1', label: 'Anticorps anti-VHC', positiveShare: 0.01, isInfection: true },
  { code: 'VIH', loincCode: '56888-1', label: 'Dépistage combiné VIH 1 et 2', positiveShare: 0.003, isInfection: true },
  { code: 'SYPH', loincCode: '24312-1', label: 'Sérologie de la syphilis', positiveShare: 0.01, isInfection: true },
  { code: 'TOXOG', loincCode: '22580-5', label: 'Anticorps IgG anti-toxoplasme', positiveShare: 0.35, isInfection: false },
  { code: 'RUBG', loincCode: '25514-1', label: 'Anticorps IgG anti-rubéole', positiveShare: 0.93, isInfection: false },
];

/** The codes of a serology panel, with every answer drawn beforehand; the lines wait for their analyser. */
export function serologyLines(random: Random): (context: LineContext) => LisResult[] {
  const answers = markers.filter(() => random.chance(0.8)).map((marker) => ({ marker, isPositive: random.chance(marker.positiveShare) }));
  return (context) =>
    answers.map(({ marker, isPositive }) =>
      textLine(
        {
          localCode: marker.code,
          label: marker.label,
          loincCode: marker.loincCode,
          loincLabel: `${marker.label} [Présence] Sérum ; Ordinal`,
          valueType: 'ST',
          values: [isPositive ? 'Positif' : 'Négatif'],
          interpretation: isPositive && marker.isInfection ? 'A' : '',
          notes: isPositive && marker.isInfection ? ['Résultat à confirmer sur un second prélèvement.'] : [],
        },
        context,
      ),
    );
}
