import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>;

export type Activity = Outputs['statistics']['activity'];
export type Counts = Activity['total'];
export type Delay = Activity['delays']['urgent'][number];
export type Links = Outputs['exchanges']['links'];
export type Link = Links['links'][number];
export type ExchangePage = Outputs['exchanges']['list'];
export type Exchange = ExchangePage['items'][number];
export type ExchangeDetail = Outputs['exchanges']['detail'];
export type ExchangeFilter = inferRouterInputs<AppRouter>['exchanges']['list'];
export type Repairs = Outputs['exchanges']['repairs'];
export type Repair = Repairs['items'][number];
export type OwnAccount = Outputs['account']['mine'];
export type TraceLine = Outputs['audit']['trail']['lines'][number];

export type UsersPage = Outputs['users']['list'];
export type UserLine = UsersPage['items'][number];
export type User = Outputs['users']['detail'];
export type Right = User['rights'][number];
export type Role = Right['role'];
export type AccountState = User['state'];
export type Places = Outputs['users']['places'];
export type Review = Outputs['users']['review'];
export type Permission = Review['roles'][number]['permissions'][number];
export type ImportRow = inferRouterInputs<AppRouter>['users']['previewImport']['rows'][number];
export type ImportPreview = Outputs['users']['previewImport'];
export type ImportDone = Outputs['users']['applyImport'];
export type EmergencyAccess = Outputs['breakGlass']['register']['accesses'][number];
export type Terminals = Outputs['terminal']['list'];
export type Terminal = Terminals['terminals'][number];
export type TerminalKind = Terminal['kind'];
export type OpenSession = Terminals['sessions'][number];
export type TerminalFilter = inferRouterInputs<AppRouter>['terminal']['list'];
