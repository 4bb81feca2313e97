'use client';

import Link from 'next/link';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { OnDutyLine } from '../../../_duty/on-duty-line';
import { formatLongDate } from '../../../_text/format';
import { LockButton } from '../../../_ui/lock-button';
import { ThemeSwitch } from '../../../_ui/theme-switch';
import type { TodayWords } from '../_logic/today-words';
import type { Signer } from '../_logic/types';
import { useToday } from './use-today';

const LINK = 'inline-flex min-h-touch min-w-touch items-center underline decoration-1 underline-offset-[3px]';

/** One row under the list: who is on duty with the books of the day, who is at the screen, and the lock. The first two unfold upwards, and Échap folds them. */
export function ListFoot({ signer, now, onHelp }: { signer: Signer; now: Date; onHelp: () => void }) {
  const [opened, setOpened] = useState<'duty' | 'person' | null>(null);
  const today = useToday(now);
  const foot = useRef<HTMLDivElement>(null);
  const panel = useId();
  const fold = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || opened === null) return;
    event.preventDefault();
    foot.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    setOpened(null);
  };
  const door = (id: 'duty' | 'person') => ({ panel, isOpen: opened === id, onPress: () => setOpened(opened === id ? null : id) });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only hears the Échap of what is inside
    <div ref={foot} onKeyDown={fold} className="-mx-1 flex flex-col-reverse">
      <div className="flex items-center justify-between gap-x-1">
        <Door {...door('duty')} keepsWidth title="Biologistes de garde">
          <span className="whitespace-nowrap">De garde</span> <Books today={today} />
        </Door>
        <Door {...door('person')} title="Mon compte, couleurs, aide">
          <span className="font-strong text-ink">{signer.name}</span>
        </Door>
        <LockButton name={signer.name} className="px-2.5! text-s" />
      </div>
      {opened !== null && (
        <div id={panel} className="mb-1 max-h-[50dvh] overflow-y-auto border-b border-line px-1 pt-1 pb-1">
          {opened === 'duty' ? <Duty now={now} today={today} /> : <Person onHelp={onHelp} />}
        </div>
      )}
    </div>
  );
}

interface DoorProps {
  panel: string;
  isOpen: boolean;
  onPress: () => void;
  title: string;
  /** The other one gives way, and breaks its words. */
  keepsWidth?: boolean;
  children: ReactNode;
}

function Door({ panel, isOpen, onPress, title, keepsWidth = false, children }: DoorProps) {
  return (
    <button
      type="button"
      title={title}
      aria-expanded={isOpen}
      aria-controls={isOpen ? panel : undefined}
      onClick={onPress}
      className={`${keepsWidth ? 'shrink-0' : ''} flex min-h-touch min-w-touch cursor-pointer items-center gap-1 rounded-control px-1 text-left leading-4 hover:bg-sunken aria-expanded:bg-sunken`}
    >
      <span>{children}</span>
      <span aria-hidden="true">{isOpen ? '▾' : '▴'}</span>
    </button>
  );
}

/** How many came today; what does not add up is red without unfolding anything. */
function Books({ today }: { today: TodayWords | null }) {
  if (!today) return null;
  if (!today.isBalanced) return <b className="block font-strong whitespace-nowrap text-critical">▲ {today.inShort} ≠</b>;
  return <span className="block whitespace-nowrap">{today.inShort}</span>;
}

function Duty({ now, today }: { now: Date; today: TodayWords | null }) {
  return (
    <>
      <p>{formatLongDate(now)}</p>
      {today && (
        <p className={today.isBalanced ? '' : 'font-strong text-critical'}>
          <b className="font-strong text-ink">{today.received}</b> {today.rest}. {today.checked}.
        </p>
      )}
      <OnDutyLine className="pt-1" />
      <Link href="/duty" prefetch={false} className={LINK}>
        Tableau de garde
      </Link>
    </>
  );
}

function Person({ onHelp }: { onHelp: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4">
      <Link href="/account" prefetch={false} className={LINK}>
        Mon compte et les autres pages
      </Link>
      <span>
        Couleurs : <ThemeSwitch />
      </span>
      <button type="button" onClick={onHelp} className={`${LINK} cursor-pointer`}>
        Aide (?)
      </button>
    </div>
  );
}
