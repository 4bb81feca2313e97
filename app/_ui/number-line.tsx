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
  const { own, previous } = placeMarks(props, at);
  const top = previous?.raised ? -18 : 0;
  return (
    <svg viewBox={`0 ${top} ${WIDTH} ${118 - top}`} width="100%" role="img" aria-label={spoken(props)} className="block overflow-visible" fontSize="15">
      {zones.map((zone) => {
        const [from, to] = [at(zone.from), at(zone.to)];
        return (
          <g key={zone.from}>
            <rect x={from} y="42" width={to - from} height="50" className={{ usual: 'fill-band', slight: 'fill-slight', far: 'fill-surface' }[zone.kind]} />
            {fits(zone.label, to - from) &&
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
          <text x={Math.min(WIDTH - 12, Math.max(12, at(zone.from)))} y="114" textAnchor="middle" className="fill-ink-2">
            {formatNumber(zone.from)}
          </text>
        </g>
      ))}
      {previous && (
        <>
          <path d={`M${previous.at} 40.5l-6-10h12z`} className="fill-surface stroke-ink-2" strokeWidth="1.5" />
          <text x={previous.x} y={previous.raised ? 2 : 22} className="fill-ink-2">
            {previous.text}
          </text>
        </>
      )}
      <path d={`M${own.at} 42l-8-13h16z`} className="fill-ink" />
      <text x={own.x} y="22" fontSize="17" fontWeight="650" className="fill-ink">
        {own.text}
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

interface Mark {
  at: number;
  x: number;
  text: string;
}

/** Puts the two labels beside their marks, inside the picture, the earlier one a row higher when they would touch. */
function placeMarks({ value, shown, previous }: NumberLineProps, at: (value: number) => number): { own: Mark; previous?: Mark & { raised: boolean } } {
  const ownText = `vous\u00a0: ${shown}`;
  const ownWidth = ownText.length * 9;
  const own = { at: at(value), x: between(at(value) - 6, 0, WIDTH - ownWidth), text: ownText };
  if (!previous) return { own };
  const width = previous.text.length * 7.6;
  const left = previous.value <= value ? at(previous.value) + 4 - width : at(previous.value) - 4;
  const x = between(left, 0, WIDTH - width);
  return { own, previous: { at: at(previous.value), x, text: previous.text, raised: x < own.x + ownWidth + 8 && own.x < x + width + 8 } };
}

/** A zone narrower than its words stays without them; the limits under it say enough. */
function fits(words: readonly string[], width: number): boolean {
  return Math.max(...words.map((word) => word.length)) * 8 + 6 <= width;
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
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
