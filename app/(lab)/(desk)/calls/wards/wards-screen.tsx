'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant, formatPhone, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import type { WardOfPhones } from '../../_logic/types';
import { lineHours } from '../../_logic/ward-phone-words';
import { WardDialog } from './ward-dialog';

/** Every ward of the person's hospitals: the number that a call would use now, and those of the other hours. */
export function WardsScreen() {
  const trpc = useTRPC();
  const list = useQuery(trpc.wardPhones.list.queryOptions(undefined, { refetchInterval: 60_000, trpc: { context: { background: true } } }));
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const wards = list.data?.wards ?? [];
  const wanted = search.trim().toLowerCase();
  const shown = wards.filter(({ name, code, hospital }) => `${name} ${code} ${hospital}`.toLowerCase().includes(wanted));
  const silent = wards.filter(({ current }) => current === null).length;
  const ward = wards.find(({ wardId }) => wardId === opened);
  return (
    <>
      <DeskBar title="Numéros des services" subtitle={list.data && `${plural(wards.length, 'service', 'services')}, ${silent} sans numéro à cette heure`}>
        <div data-print="no" className="contents">
          <PrintButton />
        </div>
      </DeskBar>
      {list.isError && <ErrorLine sentence="Les numéros n’ont pas pu être lus." onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingLine what="Lecture des numéros…" />}
      {list.data && (
        <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
          <div className="max-w-96" data-print="no">
            <Field label="Chercher" type="search" placeholder="service, code, hôpital" value={search} onChange={(event) => setSearch(event.target.value)} />
          </div>
          {wards.length === 0 && <EmptyState title="Aucun service">Aucun service n’est connu dans vos hôpitaux.</EmptyState>}
          {wards.length > 0 && shown.length === 0 && <EmptyState title="Aucun service ne répond à cette recherche." />}
          {[...new Set(shown.map(({ hospital }) => hospital))].map((hospital) => (
            <section key={hospital} aria-label={hospital}>
              <h2 className="border-b border-line-strong pb-1 text-l font-strong">{hospital}</h2>
              <ul>
                {shown
                  .filter((one) => one.hospital === hospital)
                  .map((one) => (
                    <WardRow key={one.wardId} ward={one} mayChange={list.data.mayChange} onOpen={() => setOpened(one.wardId)} />
                  ))}
              </ul>
            </section>
          ))}
        </main>
      )}
      {ward && (
        <WardDialog
          key={`${ward.wardId} ${ward.versions[0]?.version ?? 0}`}
          ward={ward}
          mayChange={list.data?.mayChange ?? false}
          onClose={() => setOpened(null)}
          onChanged={() => {
            setOpened(null);
            void list.refetch();
          }}
        />
      )}
      <HelpDialog keys={[]} />
    </>
  );
}

function WardRow({ ward, mayChange, onOpen }: { ward: WardOfPhones; mayChange: boolean; onOpen: () => void }) {
  const [newest] = ward.versions;
  return (
    <li className="grid items-center gap-x-6 gap-y-1 border-b border-line py-2 tablet:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_auto]">
      <p>
        <b className="font-strong">{ward.name}</b> <span className="figures text-s text-ink-2">{ward.code}</span>
      </p>
      <div>
        <p>
          {ward.current ? (
            <>
              <b className="figures text-l font-strong">{formatPhone(ward.current.number)}</b>{' '}
              <span className="text-ink-2">{ward.current.label}, à cette heure</span>
            </>
          ) : (
            <b className="font-medium text-critical">Aucun numéro à cette heure</b>
          )}
        </p>
        {newest && (
          <p className="text-s text-ink-2">
            {newest.lines.map((line) => `${line.label} ${formatPhone(line.number)}, ${lineHours(line)}`).join(' ; ')}
            {newest.lines.length > 0 && '. '}
            Version {newest.version}, {newest.madeByName}, {formatInstant(newest.madeAt)}
          </p>
        )}
      </div>
      <span data-print="no">
        <Button aria-label={`${mayChange ? 'Modifier' : 'Voir'}, ${ward.name}, ${ward.hospital}`} onClick={onOpen}>
          {mayChange ? 'Modifier' : 'Voir'}
        </Button>
      </span>
    </li>
  );
}
