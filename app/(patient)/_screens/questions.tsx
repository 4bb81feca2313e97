import { formatPhone, NARROW } from '../../_text/format';
import { dialOf } from '../_logic/patient-words';

interface Laboratory {
  name: string;
  phone: string;
}

/** Whom to call: the laboratories that answered, and the 15. */
export function Questions({ laboratories }: { laboratories: readonly Laboratory[] }) {
  const each = [...new Map(laboratories.map((laboratory) => [laboratory.name, laboratory])).values()];
  return (
    <section aria-label="Une question" className="px-5 pt-4 pb-4">
      <h2 className="text-[1.25rem] leading-7 font-strong">Une question{NARROW}?</h2>
      <ul className="mt-2 border-b border-warm-line">
        {each.map(({ name, phone }) => (
          <Line key={name} name={name} hint="Pour ce compte rendu" dial={dialOf(phone)} shown={formatPhone(dialOf(phone))} />
        ))}
        <Line name="Vous vous sentez mal" hint="Sans attendre" dial="15" shown="Appeler le 15" />
      </ul>
    </section>
  );
}

function Line({ name, hint, dial, shown }: { name: string; hint: string; dial: string; shown: string }) {
  return (
    <li className="flex min-h-14 items-center justify-between gap-3 border-t border-warm-line leading-[22px]">
      <span>
        {name}
        <span className="block text-base text-ink-2">{hint}</span>
      </span>
      {dial && (
        <a
          href={`tel:${dial}`}
          className="inline-flex min-h-touch shrink-0 items-center font-semibold whitespace-nowrap text-action underline decoration-1 underline-offset-[3px]"
        >
          {shown}
        </a>
      )}
    </li>
  );
}
