'use client';

import { type KeyboardEvent, useRef } from 'react';

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  count?: number;
}

export interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly Tab<Id>[];
  value: Id;
  onValue: (id: Id) => void;
  /** Id of the element that the tabs fill; give it `role="tabpanel"`. */
  panelId: string;
  /** `stacked` puts the count above the word, for a phone. */
  stacked?: boolean;
}

/** Tabs over one panel, walked with the arrow keys as screen readers expect. */
export function Tabs<Id extends string>({ label, tabs, value, onValue, panelId, stacked = false }: TabsProps<Id>) {
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const walk = (event: KeyboardEvent, index: number) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? -1 : (index + step + tabs.length) % tabs.length;
    const tab = tabs[next];
    if (!tab) return;
    event.preventDefault();
    onValue(tab.id);
    buttons.current[next]?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className="flex overflow-x-auto">
      {tabs.map((tab, index) => (
        <button
          key={tab.id}
          ref={(button) => {
            buttons.current[index] = button;
          }}
          type="button"
          role="tab"
          id={`${panelId}-${tab.id}`}
          aria-selected={tab.id === value}
          aria-controls={panelId}
          tabIndex={tab.id === value ? 0 : -1}
          onClick={() => onValue(tab.id)}
          onKeyDown={(event) => walk(event, index)}
          className={`flex min-h-touch cursor-pointer items-center justify-center border-b-[3px] border-transparent px-4 whitespace-nowrap text-ink-2 -outline-offset-3 aria-selected:border-action aria-selected:font-strong aria-selected:text-ink ${stacked ? 'flex-1 flex-col-reverse px-1 text-s' : 'gap-2'}`}
        >
          {tab.label} {tab.count !== undefined && <b className={stacked ? 'text-p' : 'font-medium'}>{tab.count}</b>}
        </button>
      ))}
    </div>
  );
}
