import type { ReactNode } from 'react';
import { ScrollArea } from './scroll-area';

export interface TabletFrameProps {
  list: ReactNode;
  /** The next three dossiers, in place of the list when the tablet stands upright. */
  folded: ReactNode;
  children: ReactNode;
  /** Shows the list over the whole width in portrait. */
  listOpen?: boolean;
  /** Over both columns: `LinkLost`. */
  banner?: ReactNode;
}

/** The list of 280 px beside the card, filling the place that its layout gives it (a 1024×768 tablet); in portrait the list folds into the next three. */
export function TabletFrame({ list, folded, children, listOpen = false, banner }: TabletFrameProps) {
  return (
    <div data-print="open" className="flex h-full flex-col">
      {banner}
      <div data-print="open" className="flex min-h-0 flex-1 flex-col wide:grid wide:grid-cols-[280px_minmax(0,1fr)]">
        <section data-print="no" aria-label="Dossiers suivants" className="wide:hidden">
          {folded}
        </section>
        <div className={`${listOpen ? 'min-h-0 flex-1' : 'hidden'} wide:contents`}>{list}</div>
        <div className={listOpen ? 'hidden wide:contents' : 'contents'}>{children}</div>
      </div>
    </div>
  );
}

/** The list column: header, tabs and footer stay, only the dossiers scroll. */
export function ListColumn({
  label,
  header,
  tabs,
  footer,
  children,
}: {
  label: string;
  header: ReactNode;
  tabs?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <aside data-print="no" aria-label={label} className="flex h-full min-h-0 flex-col border-line-strong bg-paper wide:border-r">
      <header className="px-3 pt-1">{header}</header>
      {tabs}
      <ScrollArea label={`${label}, liste`}>{children}</ScrollArea>
      {footer && <footer className="border-t border-line-strong px-3 text-s text-ink-2">{footer}</footer>}
    </aside>
  );
}

/** The card column: `fixed` never scrolls (who, clinic, the four lines; on a phone it does), the results do, the act bar stays below. */
export function CardColumn({
  fixed,
  act,
  children,
  sheet,
  label,
}: {
  fixed: ReactNode;
  act?: ReactNode;
  children: ReactNode;
  sheet?: ReactNode;
  label: string;
}) {
  return (
    <main data-print="open" className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <div className="contents" inert={Boolean(sheet)}>
        <div data-print="open" className="relative flex min-h-0 flex-1 flex-col max-tablet:overflow-y-auto">
          <ScrollArea label={`${label}, en-tête`} className="flex-none! max-tablet:overflow-visible tablet:max-h-[65%]">
            {fixed}
          </ScrollArea>
          <ScrollArea label={label} className="max-tablet:flex-none max-tablet:overflow-visible">
            {children}
          </ScrollArea>
        </div>
        {act && (
          <div data-print="no" className="shrink-0 border-t border-line-strong bg-surface">
            {act}
          </div>
        )}
      </div>
      {sheet}
    </main>
  );
}

/** The title of a group in a list, with how many there are: « Ne peut pas attendre, temps restant 4 ». */
export function GroupTitle({ title, count, urgent = false }: { title: string; count: number; urgent?: boolean }) {
  return (
    <h2 className={`flex justify-between border-b border-line bg-sunken px-3 text-s leading-[22px] font-strong ${urgent ? 'text-critical' : 'text-ink-2'}`}>
      <span>{title}</span>
      <span>{count}</span>
    </h2>
  );
}
