'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import type { LinkContent, LinkDetail, LinkLines } from '../../_logic/types';
import { LinkAddress } from './link-address';
import { LinkForm } from './link-form';
import { LinkHistory } from './link-history';
import type { FormStart } from './link-start';

const NO_LABORATORY: NonNullable<PanelProps['laboratories']> = [];

interface PanelProps {
  linkId?: string;
  start?: LinkLines['shipped'][number];
  laboratories?: readonly { value: string; label: string }[];
  mayManage: boolean;
  onDone: () => void;
  onClose: () => void;
}

/** One link: where it sends, its settings, a trial on a message, and its history; or another one that starts from a shipped profile. */
export function LinkPanel({ linkId, start, laboratories = NO_LABORATORY, mayManage, onDone, onClose }: PanelProps) {
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.links.detail.queryOptions({ profileId: linkId ?? '' }), enabled: linkId !== undefined });
  const [begun, setBegun] = useState<{ start: FormStart | null; round: number }>({ start: null, round: 0 });
  const top = useRef<HTMLDivElement>(null);
  const begin = (from: FormStart | null) => {
    setBegun(({ round }) => ({ start: from, round: round + 1 }));
    if (from) top.current?.scrollIntoView({ block: 'start' });
  };
  if (start)
    return (
      <div ref={top}>
        <LinkForm
          key={begun.round}
          before={start.content as LinkContent}
          start={begun.start}
          describes={start.describes}
          laboratories={laboratories}
          onDone={onDone}
          onClose={onClose}
          onStart={begin}
          mayManage
        />
      </div>
    );
  if (query.isError) return <ErrorLine sentence="Cette liaison n’a pas pu être lue." onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingLine what="Lecture de la liaison…" />;
  const link = query.data;
  const may = mayManage && link.isOwn && !link.isGeneric;
  const refresh = () => {
    begin(null);
    void query.refetch();
    onDone();
  };
  const back = ({ version, content }: LinkDetail['versions'][number]) =>
    begin({
      // To go back opens no closed link and closes none.
      content: { ...(content as LinkContent), isActive: link.content.isActive },
      reason: `Retour à la version ${version}`,
      note: `Le formulaire montre la version ${version}. Enregistrez pour en faire la version ${link.version + 1}.`,
    });
  return (
    <div ref={top}>
      <LinkForm
        key={`${link.version}-${begun.round}`}
        link={link}
        before={link.content as LinkContent}
        start={begun.start}
        mayManage={may}
        onDone={refresh}
        onClose={onClose}
        onStart={begin}
      />
      <LinkAddress key={link.address.own ?? ''} link={link} mayManage={mayManage && link.isOwn} onDone={refresh} />
      <LinkHistory versions={link.versions} {...(may ? { onBack: back } : {})} />
    </div>
  );
}
