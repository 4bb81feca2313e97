import { formatTime, NBSP } from '../../_text/format';
import { byDay, groundWords, reportOfWords, reviewWords } from '../_logic/reading-words';
import type { MyReading, MyReadings } from '../_logic/types';

/** « Qui a consulté »: every reading under its day, newest first, in words; nothing here can be changed or hidden. */
export function ReadingsList({ readings, at }: Pick<MyReadings, 'readings' | 'at'>) {
  if (readings.every((reading) => reading.who === 'you')) return <p className="mt-3">Personne d’autre que vous n’a lu ces comptes rendus.</p>;
  return byDay(readings, at).map(({ day, title, readings: ofDay }) => (
    <section key={day} aria-label={title}>
      <h3 className="pt-3.5 pb-1.5 text-base font-strong">{title}</h3>
      <ul>
        {ofDay.map((reading) => (
          <Line key={reading.id} reading={reading} />
        ))}
      </ul>
    </section>
  ));
}

function Line({ reading }: { reading: MyReading }) {
  const words = groundWords(reading);
  return (
    <li className="grid grid-cols-[60px_1fr] border-t border-warm-line py-2.5 leading-[23px]">
      <time dateTime={reading.at.toISOString()} className="figures text-base text-ink-2">
        {formatTime(reading.at)}
      </time>
      <span>
        {reading.who === 'you' ? 'Vous' : reading.name}
        {reading.who === 'professional' && reading.profession !== '' && `, ${reading.profession.toLowerCase()}`}
        <span className="block text-base leading-[22px] text-ink-2">
          {reading.ground === 'break-glass' && <b className="text-ink">Accès d’urgence. </b>}
          {reading.ground !== 'break-glass' && words !== '' && `${words} `}A lu{NBSP}: {reportOfWords(reading)}.
          {reading.ground === 'break-glass' && reading.emergency && ` ${words} ${reviewWords(reading.emergency)}`}
        </span>
      </span>
    </li>
  );
}
