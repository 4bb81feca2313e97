'use client';

import { useQuery } from '@tanstack/react-query';
import { useLive } from '../_client/live';
import { useTRPC } from '../_client/trpc';
import { dutyLine } from './duty-line-words';

const READ_EVERY_MS = 60_000;

export interface OnDutyLineProps {
  /** Only this laboratory, by its whole name; left out, every site that concerns the person at the screen. */
  laboratory?: string;
  className?: string;
}

/** « Valmont : Dr Hélène MARCHETTI jusqu’à 08:00, tél. … », one line per site; says so where nobody answers. Nothing while it is not known. */
export function OnDutyLine({ laboratory, className }: OnDutyLineProps) {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(
    trpc.duty.lines.queryOptions(undefined, { refetchInterval: READ_EVERY_MS, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  useLive(['duty'], () => void refetch());
  const lines = data?.lines.filter((line) => laboratory === undefined || line.laboratory === laboratory) ?? [];
  if (!data || lines.length === 0) return null;
  return (
    <ul aria-label="De garde" className={`grid gap-0.5 text-s ${className ?? ''}`}>
      {lines.map((line) => {
        const { who, until, numbers } = dutyLine(line, data.at);
        return (
          <li key={line.siteId}>
            <b className="font-strong">{line.site}</b>
            {' : '}
            {line.people.length === 0 ? <span className="text-critical">▲ {who}</span> : who}
            {until}
            {numbers.map(({ label, number, href }, index) => (
              <span key={href}>
                {index === 0 ? ', ' : ' puis '}
                <a
                  href={href}
                  title={label}
                  className="figures -my-3.5 inline-flex min-h-touch min-w-touch items-center whitespace-nowrap underline decoration-1 underline-offset-[3px]"
                >
                  {number}
                </a>
              </span>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
