import { formatDate } from '../_text/format';

export interface SparkPoint {
  /** When the specimen was taken. */
  at: string;
  value: number;
  /** As shown (`<10`, `6,9`), for those who hear the graph. */
  shown: string;
  /** `below` when the value is under the measuring limit (drawn ▼), `above` when over it (▲). */
  limit?: 'below' | 'above';
  /** Two points of different methods are not joined. */
  method?: string;
}

export interface SparklineProps {
  /** Oldest first; the last one is the value being decided. */
  points: readonly SparkPoint[];
  /** Reference range of today. */
  low: number | null;
  high: number | null;
  /** The flag of the last value says critical: its mark is red, as the flag is. */
  critical?: boolean;
  /** Both ends of the scale of time, when several graphs are to share it; else the first and the last point are the ends. */
  scaleOf?: { from: string; until: string };
  width?: number;
  height?: number;
}

const EDGE = 5;

/** A small graph on a true time scale: band of today's reference range, no line between methods, ▼ below the limit. */
export function Sparkline({ points, low, high, critical = false, scaleOf, width = 62, height = 32 }: SparklineProps) {
  const last = points.at(-1);
  if (points.length < 2 || !last) return null;
  const x = scale(
    [...points.map((point) => point.at), ...(scaleOf ? [scaleOf.from, scaleOf.until] : [])].map((at) => Date.parse(at)),
    EDGE,
    width - EDGE,
  );
  const limits = [low, high].filter((limit) => limit !== null);
  const y = scale([...points.map((point) => point.value), ...limits], height - 4, 4);
  const top = high === null ? 0 : y(high);
  const bottom = low === null ? height : y(low);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={spoken(points, low, high)} className="block overflow-visible">
      {limits.length > 0 && <rect x="0" y={top} width={width} height={Math.max(1, bottom - top)} className="fill-band" />}
      {points.slice(1).map((point, index) => {
        const before = points[index];
        if (!before || before.method !== point.method) return null;
        return (
          <line
            key={point.at}
            x1={x(Date.parse(before.at))}
            y1={y(before.value)}
            x2={x(Date.parse(point.at))}
            y2={y(point.value)}
            className="stroke-ink-3"
            strokeWidth="1.5"
          />
        );
      })}
      {points.map((point) => (
        <Mark key={point.at} point={point} x={x(Date.parse(point.at))} y={y(point.value)} last={point === last} critical={critical} />
      ))}
    </svg>
  );
}

function Mark({ point, x, y, last, critical }: { point: SparkPoint; x: number; y: number; last: boolean; critical: boolean }) {
  const size = last ? 4.5 : 3;
  const tone = !last ? 'fill-ink-2' : critical ? 'fill-critical' : 'fill-ink';
  if (point.limit === 'below') return <path d={`M${x} ${y + size}l${-size} ${-2 * size}h${2 * size}z`} className={tone} />;
  if (point.limit === 'above') return <path d={`M${x} ${y - size}l${-size} ${2 * size}h${2 * size}z`} className={tone} />;
  return <circle cx={x} cy={y} r={last ? 3.5 : 2} className={tone} />;
}

function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return (value) => (span === 0 ? (from + to) / 2 : from + ((value - least) / span) * (to - from));
}

function spoken(points: readonly SparkPoint[], low: number | null, high: number | null): string {
  const values = points.map((point) => `${point.shown} le ${formatDate(point.at)}`).join(', ');
  const range = low !== null && high !== null ? ` Référence ${String(low).replace('.', ',')} à ${String(high).replace('.', ',')}.` : '';
  return `Évolution\u00a0: ${values}.${range}`;
}
