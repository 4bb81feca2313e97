'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../../_client/trpc';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import type { LinkContent, LinkLines } from '../../_logic/types';
import { LinkForm } from './link-form';
import { LinkHistory } from './link-history';

const NO_LABORATORY: NonNullable<PanelProps['laboratories']> = [];

interface PanelProps {
  linkId?: string;
  start?: LinkLines['shipped'][number];
  laboratories?: readonly { value: string; label: string }[];
  mayManage: boolean;
  onDone: () => void;
  onClose: () => void;
}

/** One link: its settings, a trial on a message, and its history; or another one that starts from a shipped profile. */
export function LinkPanel({ linkId, start, laboratories = NO_LABORATORY, mayManage, onDone, onClose }: PanelProps) {
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.links.detail.queryOptions({ profileId: linkId ?? '' }), enabled: linkId !== undefined });
  if (start)
    return (
      <LinkForm before={start.content as LinkContent} describes={start.describes} laboratories={laboratories} onDone={onDone} onClose={onClose} mayManage />
    );
  if (query.isError) return <ErrorLine sentence="Cette liaison n’a pas pu être lue." onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingLine what="Lecture de la liaison…" />;
  const link = query.data;
  const refresh = () => {
    void query.refetch();
    onDone();
  };
  return (
    <>
      <LinkForm
        key={link.version}
        link={link}
        before={link.content as LinkContent}
        mayManage={mayManage && !link.isGeneric}
        onDone={refresh}
        onClose={onClose}
      />
      <LinkHistory versions={link.versions} />
    </>
  );
}
