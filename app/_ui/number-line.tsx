import { formatNumber } from '../_text/format';
import { type NumberLineLimits, numberLineZones } from './number-line-zones';

export interface NumberLineProps extends NumberLineLimits {
  value: number;
  /** As shown, `6,3`. */
  shown: string;
  /** The last value before, when it may be compared: `{ value: 6, text: 'mai : 6,0' }`. */
  previous?: { value: number; text: string };
  /** Only the band and a dot, for the results that need no second look. */
  brief?: boolean;
}

const WIDTH = 350;
/** A zone narrower than its word stays without one; the limit under it says enough. */
const NARROWEST_LABEL = 44;

/** A patient's value on a line: where the usual range is, where the value is, nothing in red, no arrow. */
export function NumberLine(props: NumberLineProps) {
  const zones = numberLineZones(props);
  const usual = zones.find((zone) => zone.kind === 'usual');
  if (!usual) return null;
  return props.brief ? <BriefLine {...props} /> : <FullLine {...props} />;
}

function FullLine(props: NumberLineProps) {
  const zones = numberLineZones(props);
  const at = positionIn(zones, WIDTH);
  const marker = at(props.value);
  const before = props.previous && at(props.previous.value);
  const turned = marker > WIDTH * 0.62;
  return (
    <svg viewBox={`0 0 ${WIDTH} 118`} width="100%" role="img" aria-label={spoken(props)} className="block" fontSize="15">
      {zones.map((zone) => {
        const [from, to] = [at(zone.from), at(zone.to)];
        return (
          <g key={zone.from}>
            <rect x={from} y="42" width={to - from} height="50" className={{ usual: 'fill-band', slight: 'fill-slight', far: 'fill-surface' }[zone.kind]} />
            {to - from >= NARROWEST_LABEL &&
              zone.label.map((word, line) => (
                <text
                  key={word}
                  x={(from + to) / 2}
                  y={72 + line * 18 - (zone.label.length - 1) * 9}
                  textAnchor="middle"
                  fontWeight={zone.kind === 'usual' ? 650 : 400}
                  className="fill-ink"
                >
                  {word}
                </text>
              ))}
          </g>
        );
      })}
      <rect x=".5" y="42.5" width={WIDTH - 1} height="49" fill="none" className="stroke-line-strong" />
      {zones.slice(1).map((zone) => (
        <g key={zone.from}>
          <path d={`M${at(zone.from)} 42v56`} className="stroke-ink-3" />
          <text x={at(zone.from)} y="114" textAnchor="middle" className="fill-ink-2">
            {formatNumber(zone.from)}
          </text>
        </g>
      ))}
      {props.previous && before !== undefined && (
        <>
          <path d={`M${before} 40.5l-6-10h12z`} className="fill-surface stroke-ink-2" strokeWidth="1.5" />
          <text x={before < marker ? Math.max(60, before + 4) : before - 4} y="22" textAnchor={before < marker ? 'end' : 'start'} className="fill-ink-2">
            {props.previous.text}
          </text>
        </>
      )}
      <path d={`M${marker} 42l-8-13h16z`} className="fill-ink" />
      <text x={marker} y="22" textAnchor={turned ? 'end' : 'start'} fontSize="17" fontWeight="650" className="fill-ink">
        vous{'\u00a0'}: {props.shown}
      </text>
    </svg>
  );
}

function BriefLine(props: NumberLineProps) {
  const zones = numberLineZones(props);
  const at = positionIn(zones, 120);
  const usual = zones.find((zone) => zone.kind === 'usual');
  if (!usual) return null;
  const [from, to] = [at(usual.from), at(usual.to)];
  return (
    <svg viewBox="0 0 120 20" width="120" height="20" role="img" aria-label={spoken(props)}>
      <rect y="6" width="120" height="8" className="fill-slight" />
      <rect x={from} y="6" width={to - from} height="8" className="fill-band" />
      <path d={`M${from} 4v12M${to} 4v12`} className="stroke-ink-3" />
      <circle cx={at(props.value)} cy="10" r="5" className="fill-ink" />
    </svg>
  );
}

function positionIn(zones: readonly { from: number; to: number }[], width: number): (value: number) => number {
  const least = zones[0]?.from ?? 0;
  const most = zones.at(-1)?.to ?? 1;
  return (value) => ((value - least) / (most - least)) * width;
}

function spoken({ low, high, shown, previous }: NumberLineProps): string {
  const range =
    low !== null && high !== null
      ? `de ${formatNumber(low)} à ${formatNumber(high)}`
      : low !== null
        ? `au-dessus de ${formatNumber(low)}`
        : `moins de ${formatNumber(high ?? 0)}`;
  return `Règle graduée. Intervalle habituel ${range}. Votre résultat\u00a0: ${shown}.${previous ? ` ${previous.text}.` : ''}`;
}
