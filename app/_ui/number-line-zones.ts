export interface NumberLineLimits {
  /** The usual range; one of the two may be missing, never both. */
  low: number | null;
  high: number | null;
  /** Where « un peu » ends, when the laboratory has approved such limits. */
  slightLow?: number;
  slightHigh?: number;
  value: number;
}

export interface Zone {
  from: number;
  to: number;
  kind: 'usual' | 'slight' | 'far';
  /** One word per line. */
  label: string[];
}

/** Cuts the line into zones, always showing the value, the whole usual range and something on either side of it. */
export function numberLineZones({ low, high, slightLow, slightHigh, value }: NumberLineLimits): Zone[] {
  if (low === null && high === null) return [];
  const width = (high ?? Math.max(value, low ?? 0) * 1.5) - (low ?? 0) || 1;
  const zones: Zone[] = [];
  if (low !== null && low > 0) zones.push(...lowerZones(low, slightLow, Math.max(0, Math.min(value - width * 0.1, (slightLow ?? low) - width * 0.35))));
  const start = low ?? 0;
  const end = high ?? start + width;
  zones.push({ from: start, to: end, kind: 'usual', label: ['habituel'] });
  if (high !== null) zones.push(...upperZones(high, slightHigh, Math.max(value + width * 0.1, (slightHigh ?? high) + width * 0.45)));
  return zones;
}

function lowerZones(low: number, slight: number | undefined, least: number): Zone[] {
  if (slight === undefined) return [{ from: least, to: low, kind: 'slight', label: ['bas'] }];
  return [
    { from: least, to: slight, kind: 'far', label: ['bas'] },
    { from: slight, to: low, kind: 'slight', label: ['un peu', 'bas'] },
  ];
}

function upperZones(high: number, slight: number | undefined, most: number): Zone[] {
  if (slight === undefined) return [{ from: high, to: most, kind: 'slight', label: ['haut'] }];
  return [
    { from: high, to: slight, kind: 'slight', label: ['un peu', 'haut'] },
    { from: slight, to: most, kind: 'far', label: ['haut'] },
  ];
}
