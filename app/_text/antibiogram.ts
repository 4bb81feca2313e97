import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/api/root';

type Panel = inferRouterOutputs<AppRouter>['portal']['viewMyReport']['panels'][number];
export type Antibiogram = NonNullable<Panel['antibiogram']>;
type Category = NonNullable<NonNullable<Antibiogram['rows'][number]['cells'][number]>['category']>;

const WORDS: Record<Category, string> = {
  S: 'sensible',
  I: 'sensible à forte posologie',
  R: 'résistant',
  SDD: 'sensible dose-dépendant',
  NS: 'non sensible',
};

export const categoryWords = (category: Category): string => WORDS[category];

/** « I : sensible à forte posologie… » only where the letter stands in the table. */
export function legendOf({ rows }: Antibiogram): string {
  const used = new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.category ?? [])));
  const dose = used.has('I') ? ' « I », sensible à forte posologie, n’est pas une résistance.' : '';
  return `Catégories selon le laboratoire.${dose}`;
}

export const methodsOf = ({ rows }: Antibiogram): string[] => [...new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.method ?? [])))];
