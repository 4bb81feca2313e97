'use client';

import Link from 'next/link';
import { useState } from 'react';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { TextArea } from '../../../_ui/text-area';
import { CHANGE_WORDS, GROUPS, titleOf, whyOf } from '../_logic/handover-words';
import type { HandoverItem } from '../_logic/types';

/** Of a large group so many are shown at once; all of them are handed over, and all are printed. */
const SHOWN = 40;

export interface ItemListProps {
  items: readonly HandoverItem[];
  sites: readonly { id: string; name: string }[];
  remarks: Readonly<Record<string, string>>;
  /** Lets a remark be written on each; left out, remarks are read. */
  onRemark?: (key: string, remark: string) => void;
}

/** Everything that is open, by what it is; with the word that goes with each, and what changed since it was offered. */
export function ItemList({ items, sites, remarks, onRemark }: ItemListProps) {
  if (items.length === 0) return <p className="py-3 text-ink-2">Rien n’est ouvert sur ces sites.</p>;
  return (
    <div className="grid gap-4">
      {GROUPS.map(({ kind, title }) => {
        const own = items.filter((item) => item.kind === kind);
        return own.length === 0 ? null : <Group key={kind} title={title} items={own} sites={sites} remarks={remarks} onRemark={onRemark} />;
      })}
    </div>
  );
}

function Group({ title, items, ...rest }: ItemListProps & { title: string }) {
  const [isWhole, setWhole] = useState(false);
  // What changed is never behind a button.
  const shown = (item: HandoverItem, index: number) => isWhole || index < SHOWN || (item.change !== undefined && item.change !== 'same');
  const hidden = items.filter((item, index) => !shown(item, index)).length;
  return (
    <section aria-label={title}>
      <h3 className="border-b border-line-strong pb-1 font-strong">
        {title} <span className="figures text-ink-2">{items.length}</span>
      </h3>
      <ul>
        {items.map((item, index) => (
          <li key={item.key} className={shown(item, index) ? 'block' : 'hidden print:block'}>
            <ItemRow item={item} {...rest} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button data-print="no" onClick={() => setWhole(true)}>
          Montrer {plural(hidden, 'autre', 'autres')}
        </Button>
      )}
    </section>
  );
}

function ItemRow({ item, sites, remarks, onRemark }: { item: HandoverItem } & Omit<ItemListProps, 'items'>) {
  const [isWriting, setWriting] = useState(false);
  const remark = remarks[item.key] ?? '';
  const change = item.change && item.change !== 'same' ? CHANGE_WORDS[item.change] : '';
  const isGone = item.change === 'gone';
  return (
    <div className={`border-b border-line py-1.5 ${change ? 'border-l-3 border-l-abnormal bg-abnormal-soft pl-2' : ''}`}>
      <div className="flex flex-wrap items-center gap-x-3">
        <span className={`font-strong ${isGone ? 'line-through' : ''}`}>{titleOf(item)}</span>
        {item.dossierId && !isGone ? (
          <Link
            href={`/worklist?dossier=${item.dossierId}`}
            prefetch={false}
            className="figures -my-2 inline-flex min-h-touch min-w-touch items-center underline decoration-1 underline-offset-[3px]"
          >
            {item.number}
          </Link>
        ) : (
          item.dossierId && <span className="figures">{item.number}</span>
        )}
        <span className="text-ink-2">{[sites.find(({ id }) => id === item.siteId)?.name, item.place].filter(Boolean).join(' · ')}</span>
        <span>{whyOf(item)}</span>
        {change && <b className="font-strong text-abnormal">{change}</b>}
        <span className="flex-1" />
        {onRemark && !isWriting && remark === '' && (
          <Button data-print="no" aria-label={`Ajouter un mot sur ${titleOf(item)}`} onClick={() => setWriting(true)}>
            Ajouter un mot
          </Button>
        )}
      </div>
      {onRemark && (isWriting || remark !== '') && (
        <TextArea
          label={`Votre mot sur ${titleOf(item)}`}
          rows={1}
          maxLength={500}
          value={remark}
          onChange={(event) => onRemark(item.key, event.target.value)}
        />
      )}
      {!onRemark && remark !== '' && <p className="border-l-3 border-action pl-2">{remark}</p>}
    </div>
  );
}
