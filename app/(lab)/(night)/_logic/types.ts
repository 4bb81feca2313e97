import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>;

export type Card = Outputs['validation']['open'];
export type CardPanel = Card['panels'][number];
export type CardResult = CardPanel['results'][number];
export type CardPrior = CardResult['priors'][number];
export type CardFinding = CardResult['findings'][number];
export type CardRequest = Card['requests'][number];
export type CardDecision = Card['decisions'][number];
export type Worklist = Outputs['validation']['worklist'];
export type WorklistEntry = Worklist['entries'][number];
export type WorklistInput = Exclude<inferRouterInputs<AppRouter>['validation']['worklist'], void | undefined>;
export type WorklistFilters = WorklistInput['filters'];
export type TodayCounts = Outputs['reconciliation']['today'];
export type CallLine = Outputs['alert']['calls']['calls'][number];
export type CallsOfDossier = Outputs['alert']['ofDossier'];
export type CallSheetData = NonNullable<CallsOfDossier['open']>;
export type EndedCall = CallsOfDossier['ended'][number];
export type History = Outputs['validation']['history'];
export type LibraryPhrase = Outputs['phrases']['list']['phrases'][number];
export type UsedPhrase = Outputs['validation']['fillPhrase'];
export type Recorded = Outputs['validation']['decide'];
export type BatchAnswer = Outputs['batch']['decide'];
export type BatchSigned = BatchAnswer['dossiers'][number];
export type PreparedDossier = Outputs['batch']['prepare']['dossiers'][number];
export type BatchBar = PreparedDossier['bars'][number];
export type BatchPart = inferRouterInputs<AppRouter>['batch']['decide']['parts'][number];
export type MadeRequest = Outputs['validation']['request'];
export type RequestIntent = inferRouterInputs<AppRouter>['validation']['request'];
export type Intent = inferRouterInputs<AppRouter>['validation']['prepare'];

/** Who is at the screen, as the signature sheet names her. */
export interface Signer {
  name: string;
  rppsNumber: string | null;
}
