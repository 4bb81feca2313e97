import { linkState, receivesWords, sendsWords, type Tone } from '../_logic/exchange-words';
import type { Link } from '../_logic/types';

const TONES: Record<Tone, string> = { good: 'text-fresh', waiting: 'text-ink-2', bad: 'text-abnormal' };

/** Each laboratory's link: whether it stands, what it sent last, what it was sent and what waits. */
export function LinkStrip({ links, now }: { links: readonly Link[]; now: Date }) {
  return (
    <section aria-label="Liaisons" className="grid border-b border-line bg-surface tablet:grid-cols-2 desk:auto-cols-fr desk:grid-flow-col desk:grid-cols-none">
      {links.map((link) => {
        const state = linkState(link, now);
        const isStuck = state.tone === 'bad' || link.outbound.refused > 0;
        return (
          <div
            key={link.laboratoryId}
            className={`border-line px-4 py-2 not-last:border-b tablet:not-last:border-r desk:not-last:border-b-0 desk:px-6 ${isStuck ? 'bg-abnormal-soft' : ''}`}
          >
            <h2 className="text-l font-strong">
              {link.name}{' '}
              <span className={`text-base font-strong ${TONES[state.tone]}`}>
                {state.tone === 'bad' ? '▲' : state.sign} {state.text}
              </span>
            </h2>
            <dl className="grid grid-cols-[4rem_minmax(0,1fr)] text-s leading-5">
              <dt className="text-ink-2">Reçoit</dt>
              <dd className="figures m-0">{receivesWords(link, now)}</dd>
              <dt className="text-ink-2">Envoie</dt>
              <dd className={`figures m-0 ${link.outbound.refused > 0 ? 'font-strong' : ''}`}>{sendsWords(link, now)}</dd>
            </dl>
          </div>
        );
      })}
    </section>
  );
}
