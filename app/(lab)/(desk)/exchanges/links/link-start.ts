import type { LinkContent } from '../../_logic/types';

/** What the form begins with instead of the link as it is: a file, or an earlier version. */
export interface FormStart {
  content: LinkContent;
  reason: string;
  /** Where it comes from, in words. */
  note: string;
}
