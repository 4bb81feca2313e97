'use client';

import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { ListColumn } from '../../../_ui/tablet-frame';
import { Tabs } from '../../../_ui/tabs';
import { PickBar } from '../_batch/pick-bar';
import type { Picked } from '../_batch/use-picked';
import { CallList } from '../_call/call-list';
import type { useCalls } from '../_call/use-calls';
import { HandoverList, useHandovers } from '../_handover/handover-list';
import { ListBody } from '../_list/list-body';
import { ListFoot } from '../_list/list-foot';
import { ListHeader } from '../_list/list-header';
import { ListTools } from '../_list/list-tools';

import { type ListFilter, NO_FILTER } from '../_logic/list-filter';
import { totalOf } from '../_logic/paged-list';
import type { Signer, Worklist } from '../_logic/types';
import type { Views } from './use-views';
import type { WorklistState } from './use-worklist';

export interface ListPlaceProps {
  list: WorklistState;
  calls: ReturnType<typeof useCalls>;
  filter: ListFilter;
  views: Views;
  onFilter: (filter: ListFilter) => void;
  current: string | null;
  signedIds: ReadonlySet<string>;
  now: Date;
  opened: ReadonlyMap<string, { name: string; since: Date }>;
  signer: Signer;
  picked: Picked;
  onReview: () => void;
  onOpen: (dossierId: string) => void;
  onHelp: () => void;
}

const PANEL = 'worklist-lines';

/** The list column: clock, duty and sites above, the lines, who is at the screen below. */
export function ListPlace({ list, calls, filter, views, onFilter, current, signedIds, now, opened, signer, picked, onReview, onOpen, onHelp }: ListPlaceProps) {
  const { data } = list;
  const handovers = useHandovers();
  const toAnswer = handovers.data?.open.filter(({ to }) => to.id === handovers.data.ownId).length;
  return (
    <ListColumn
      label="Dossiers"
      header={
        data ? (
          <ListHeader worklist={data} now={now} chosen={filter.siteIds} onChoose={(siteIds) => onFilter({ ...filter, siteIds })} />
        ) : (
          <b className="text-title">Relais</b>
        )
      }
      tabs={
        <div className="border-b border-line-strong *:*:flex-1 [&_[role=tab]]:gap-1 [&_[role=tab]]:px-1 [&_[role=tab]]:text-s">
          <Tabs
            label="Dossiers"
            panelId={PANEL}
            tabs={tabsOf(data, calls.data?.calls.length, toAnswer)}
            value={filter.tab}
            onValue={(tab) => onFilter({ ...filter, tab })}
          />
        </div>
      }
      footer={<ListFoot signer={signer} now={now} onHelp={onHelp} />}
    >
      <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-${filter.tab}`}>
        {list.failed && <ErrorLine sentence="La liste n’a pas pu être lue de nouveau. Elle n’est peut-être plus à jour." onRetry={list.refetch} />}
        {!data && !list.failed && <LoadingLine what="Lecture de la liste…" />}
        {filter.tab === 'calls' && (
          <CallList calls={calls.data?.calls} failed={calls.isError} current={current} now={now} onOpen={onOpen} onRetry={() => void calls.refetch()} />
        )}
        {filter.tab === 'handover' && <HandoverList handovers={handovers} />}
        {data && filter.tab !== 'calls' && filter.tab !== 'handover' && (
          <>
            <ListTools filter={filter} total={totalOf(list.groups)} views={views} onFilter={onFilter} isPicking={picked.isOn} onPicking={picked.turn} />
            {picked.isOn && <PickBar picked={picked} onReview={onReview} />}
            <ListBody
              worklist={data}
              list={list}
              filter={filter}
              current={current}
              signedIds={signedIds}
              now={now}
              opened={opened}
              picked={picked.isOn ? picked.ids : null}
              onPick={(dossierId, isRange) => (isRange ? picked.reach(dossierId) : picked.toggle(dossierId))}
              onOpen={onOpen}
              onSettle={list.settleNow}
              onReset={() => onFilter({ ...NO_FILTER, tab: filter.tab })}
            />
          </>
        )}
      </div>
    </ListColumn>
  );
}

function tabsOf(data: Worklist | undefined, calls: number | undefined, handovers: number | undefined) {
  const count = (standing: 'awaiting' | 'held') => data?.sites.reduce((sum, site) => sum + site[standing], 0);
  return [
    { id: 'awaiting' as const, label: 'À valider', count: count('awaiting') },
    { id: 'calls' as const, label: 'Appels', count: calls },
    { id: 'held' as const, label: 'En attente', count: count('held') },
    { id: 'handover' as const, label: 'Relève', count: handovers || undefined },
  ];
}
