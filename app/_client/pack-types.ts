import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>;

export type TakenPack = Outputs['pack']['take'];
export type PackedDossier = TakenPack['dossiers'][number];
export type PackedEntry = TakenPack['entries'][number];
export type SettledIntent = Outputs['pack']['settle']['settled'][number];
export type PackLine = Outputs['pack']['list']['packs'][number];
type SentIntent = inferRouterInputs<AppRouter>['pack']['compare']['intents'][number];

/** A wish about exactly what was seen: prepared here, decided nowhere. */
export interface PreparedIntent extends SentIntent {
  /** The server's time as the tablet knew it; shown, never sent. */
  preparedAt: Date;
}

/** What of the pack is sealed as one: everything but the cards. */
export interface PackContent {
  /** Whose it is, for her own lock screen. */
  name: string;
  /** Shows the server that the pack is before whoever sends it back. */
  secret: string;
  /** When the server said that all this was so. */
  takenAt: Date;
  entries: PackedEntry[];
  notCarried: number;
  duty: TakenPack['duty'];
  /** Of each dossier, the hash of what was shown. */
  displayed: Record<string, string>;
}
