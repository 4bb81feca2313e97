import { axisTicks } from './axis-ticks';

export interface Bar {
  /** Its hour or day, one of its kind. */
  id: string;
  /** Under the axis, where given: « 6 h », « 21/11 ». */
  label?: string;
  count: number;
  /** The hour or day that is not over: drawn open. */
  open?: boolean;
  /** What is usual at this place: drawn as a stepped line. */
  usual?: number;
}

export interface BarChartProps {
  /** What the picture says in one sentence. */
  label: string;
  bars: readonly Bar[];
  /** The same for pictures that are to be compared. */
  most?: number;
  width?: number;
  height?: number;
}

const LEFT = 26;
const BOTTOM = 24;
const TOP = 10;

/** Counts over time as bars from zero, with what is usual as a stepped line; black and grey carry the data. */
export function BarChart({ label, bars, most, width = 272, height = 204 }: BarChartProps) {
  const highest = most ?? Math.max(1, ...bars.map((bar) => Math.max(bar.count, bar.usual ?? 0)));
  const ticks = axisTicks(highest);
  const top = ticks.at(-1) ?? highest;
  const floor = height - BOTTOM;
  const y = (count: number) => floor - (count / top) * (floor - TOP);
  const step = (width - LEFT) / Math.max(1, bars.length);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={label} fontSize="12" className="block fill-ink-2">
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${LEFT - 4} ${y(tick)}H${width}`} className="stroke-line" />
          <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => {
        const frame = { x: LEFT + index * step + step * 0.1, y: y(bar.count), width: step * 0.8, height: Math.max(0, floor - y(bar.count)) };
        return <rect key={bar.id} {...frame} className={bar.open ? 'fill-surface stroke-data' : 'fill-data'} />;
      })}
      <path d={usualLine(bars, step, y)} fill="none" strokeWidth="2" className="stroke-action" />
      {bars.map(
        (bar, index) =>
          bar.label && (
            <text key={bar.id} x={LEFT + (index + 0.5) * step} y={height - 6} textAnchor="middle">
              {bar.label}
            </text>
          ),
      )}
    </svg>
  );
}

function usualLine(bars: readonly Bar[], step: number, y: (count: number) => number): string {
  return bars
    .map((bar, index) =>
      bar.usual === undefined
        ? ''
        : `${index === 0 || bars[index - 1]?.usual === undefined ? 'M' : 'L'}${LEFT + index * step} ${y(bar.usual)}H${LEFT + (index + 1) * step}`,
    )
    .join('');
}
