export interface NavLink {
  href: string;
  label: string;
  count?: number;
}

/** Pages behind one word, for those who may open more than a line holds. */
export interface NavFold {
  label: string;
  links: readonly NavLink[];
}

/** The look of one place of the navigation. */
export const NAV_LOOK =
  'flex min-h-touch items-center gap-1.5 border-y-[3px] border-transparent px-2 font-medium whitespace-nowrap text-ink-2 -outline-offset-3 aria-[current]:border-b-ink aria-[current]:font-strong aria-[current]:text-ink desk:px-3';

/** True on the page itself and on those below it; `exact` when the pages stand beside each other, none below another. */
export const isAt = (path: string, href: string, exact = false): boolean => path === href || (!exact && path.startsWith(`${href}/`));
