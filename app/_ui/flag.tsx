/** What the laboratory said of a value; `not-evaluated` when it said nothing, which is never shown as normal. */
export type FlagKind = 'critical-high' | 'critical-low' | 'critical' | 'high' | 'low' | 'abnormal' | 'normal' | 'not-evaluated' | 'changed';

/** Biologists read the codes of the LIS (H, B, N); readers read words. Critical is the same word for both. */
export type FlagVoice = 'biologist' | 'reader';

interface Look {
  shape: string;
  biologist: string;
  reader: string;
  /** What a screen reader says, since it does not read the shape. */
  spoken: string;
  tone: string;
}

const CRITICAL = 'rounded-flag bg-critical-fill px-[5px] font-strong text-critical-fill-ink print:border print:bg-transparent print:text-critical';
const ABNORMAL = 'font-strong text-abnormal';

/** One letter has to be as large as the figures beside it. */
const LETTERS: ReadonlySet<FlagKind> = new Set(['high', 'low', 'normal']);

const looks: Record<FlagKind, Look> = {
  'critical-high': { shape: '▲▲', biologist: 'CRITIQUE', reader: 'CRITIQUE', spoken: 'critique, haut', tone: CRITICAL },
  'critical-low': { shape: '▼▼', biologist: 'CRITIQUE', reader: 'CRITIQUE', spoken: 'critique, bas', tone: CRITICAL },
  critical: { shape: '■', biologist: 'CRITIQUE', reader: 'CRITIQUE', spoken: 'critique', tone: CRITICAL },
  high: { shape: '↑', biologist: 'H', reader: 'élevé', spoken: 'élevé', tone: ABNORMAL },
  low: { shape: '↓', biologist: 'B', reader: 'bas', spoken: 'bas', tone: ABNORMAL },
  abnormal: { shape: '●', biologist: 'anormal', reader: 'anormal', spoken: 'anormal', tone: ABNORMAL },
  normal: { shape: '', biologist: 'N', reader: 'dans l’intervalle', spoken: 'dans l’intervalle', tone: 'text-ink-2' },
  'not-evaluated': { shape: '○', biologist: 'non évalué', reader: 'non évalué', spoken: 'non évalué', tone: 'font-medium text-unknown' },
  changed: { shape: '◆', biologist: 'modifié', reader: 'modifié', spoken: 'modifié', tone: 'font-strong text-changed' },
};

/** Shows a flag as a shape and a word, so that colour never carries it alone; `brief` keeps only the shape, for lists. */
export function Flag({ flag, voice, brief = false }: { flag: FlagKind; voice: FlagVoice; brief?: boolean }) {
  const look = looks[flag];
  const shape = voice === 'reader' && flag === 'normal' ? '–' : look.shape;
  if (brief) return <BriefFlag look={look} shape={shape} critical={flag.startsWith('critical')} />;
  return (
    <span
      className={`inline-flex items-center gap-1 whitespace-nowrap leading-5 ${voice === 'biologist' && LETTERS.has(flag) ? 'text-base' : 'text-s'} ${look.tone}`}
    >
      {shape && <span aria-hidden="true">{shape}</span>}
      <span aria-hidden="true">{look[voice]}</span>
      <span className="sr-only">{look.spoken}</span>
    </span>
  );
}

function BriefFlag({ look, shape, critical }: { look: Look; shape: string; critical: boolean }) {
  return (
    <span className={`whitespace-nowrap ${critical ? 'text-critical' : look.tone}`}>
      <span aria-hidden="true">{shape || look.biologist}</span>
      <span className="sr-only">{look.spoken}</span>
    </span>
  );
}
