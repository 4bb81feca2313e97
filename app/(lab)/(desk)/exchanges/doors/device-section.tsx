'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { LoadingLine } from '../../../../_ui/loading-line';
import { Segmented } from '../../../../_ui/segmented';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import { DEVICE_FILTERS, type DeviceFilter, shownDevices } from '../../_logic/device-words';
import { DeviceForm } from './device-form';
import { DeviceLine } from './device-line';

export const DEVICE_SEARCH = 'chercher-appareil';
export const NEW_DEVICE = 'nom-appareil';

/** Every bedside device with how it stands, and the form that declares another. */
export function DeviceSection() {
  const trpc = useTRPC();
  const [filter, setFilter] = useState<DeviceFilter>('all');
  const [search, setSearch] = useState('');
  const list = useQuery(trpc.devices.list.queryOptions(undefined, { trpc: { context: { background: true } } }));
  const refetch = () => void list.refetch();
  useLiveRefetch(['exchanges'], refetch);
  const { data } = list;
  const shown = data ? shownDevices(data.devices, filter, search) : [];
  return (
    <section aria-labelledby="appareils" className="grid content-start gap-4">
      <h2 id="appareils" className="text-l font-strong">
        Appareils délocalisés
      </h2>
      <p className="max-w-prose text-ink-2">
        Un résultat mesuré au chevet passe par la même validation que les autres, quoi que dise l’appareil ou le SIL, et porte partout son origine. Un appareil
        qui se tait au-delà de sa limite déclenche une alerte.
      </p>
      {list.isError && <ErrorLine sentence="Les appareils n’ont pas pu être lus." onRetry={refetch} />}
      {!data && !list.isError && <LoadingLine what="Lecture des appareils…" />}
      {data && data.devices.length === 0 && (
        <EmptyState title="Aucun appareil déclaré.">
          {data.mayManage
            ? 'Déclarez-en un ci-dessous. Un appareil qui se dit délocalisé sans être déclaré paraît dans « À réparer ».'
            : 'Le référent du laboratoire déclare les appareils.'}
        </EmptyState>
      )}
      {data && data.devices.length > 0 && (
        <>
          <search aria-label="Filtrer les appareils" data-print="no" className="flex flex-wrap items-end gap-x-4 gap-y-2">
            <Segmented label="État" choices={DEVICE_FILTERS} value={filter} onValue={setFilter} />
            <Field
              id={DEVICE_SEARCH}
              label="Chercher un appareil"
              labelHidden
              placeholder="Nom, service, code"
              autoComplete="off"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </search>
          {shown.length === 0 && <p role="status">Aucun appareil ne correspond : changez le filtre ou la recherche.</p>}
          <ul className="grid gap-3">
            {shown.map((device) => (
              <DeviceLine key={device.id} device={device} at={data.at} mayManage={data.mayManage} laboratories={data.laboratories} onChanged={refetch} />
            ))}
          </ul>
        </>
      )}
      {data?.mayManage && <DeviceForm laboratories={data.laboratories} nameId={NEW_DEVICE} onDone={refetch} />}
    </section>
  );
}
