import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { readLaboratories, readLaboratory } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { LinkContent } from './link-content';
import { type LinkRow, lastMessagesOf, linkRow, linkRows, lisUrlChangedAt, managesLinksOf, versionsOf } from './link-page-store';
import { type LinkState, stateOf } from './link-rules';
import { settingsOf } from './profile-settings';

export interface LinkLine {
  id: string;
  laboratoryId: string;
  laboratory: string;
  name: string;
  sender: string;
  version: number;
  state: LinkState;
  lastHeardAt: Date | null;
  port: number | null;
  portState: string | null;
  certificateUntil: Date | null;
}

export const contentOf = (row: Pick<LinkRow, keyof LinkContent>): LinkContent => ({
  name: row.name,
  sendingApplication: row.sendingApplication,
  sendingFacility: row.sendingFacility,
  defaultCharset: row.defaultCharset,
  timeZone: row.timeZone,
  isActive: row.isActive,
  settings: settingsOf(row.settings),
});

/** Every link that the actor may see, by laboratory, with its state. */
export async function readLinks(ctx: Context): Promise<Outcome<LinkLine[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'links.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const names = await namesOf(tx);
    return done(
      (await linkRows(tx)).map(({ link, lastHeardAt, portState, certificateUntil }) => {
        const { port, silentAfterMinutes } = settingsOf(link.settings);
        return {
          id: link.id,
          laboratoryId: link.laboratoryId,
          laboratory: names.get(link.laboratoryId) ?? '',
          name: link.name,
          sender: `${link.sendingApplication} / ${link.sendingFacility}`,
          version: link.version,
          state: stateOf({ isActive: link.isActive, silentAfterMinutes, lastHeardAt }, ctx.now()),
          lastHeardAt,
          port,
          portState: port === null ? null : portState,
          certificateUntil,
        };
      }),
    );
  });
}

/** One link with every version, and the messages that it may be tried on. */
export async function readLink(ctx: Context, { profileId }: { profileId: string }) {
  const denied = requireAccess(ctx, 'links.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await linkRow(tx, profileId);
    if (!row) return refuse('not-found');
    const versions = (await versionsOf(tx, profileId)).map(({ version, content, madeByName, madeAt, reason }) => ({
      version,
      content: contentOf(content),
      madeByName,
      madeAt,
      reason,
    }));
    const laboratory = await readLaboratory(tx, row.laboratoryId);
    return done({
      id: row.id,
      laboratoryId: row.laboratoryId,
      laboratory: laboratory?.shortName ?? '',
      /** Where Relais sends for this laboratory, whatever the link; null = the operator's own. */
      address: { own: laboratory?.lisUrl ?? null, changedAt: await lisUrlChangedAt(tx, row.laboratoryId) },
      /** A référent of another laboratory sees nothing; an administrator sees, and changes nothing. */
      isOwn: await managesLinksOf(tx, row.laboratoryId),
      version: row.version,
      isGeneric: row.isGeneric,
      content: contentOf(row),
      versions,
      messages: await lastMessagesOf(tx, profileId),
    });
  });
}

const namesOf = async (tx: Transaction): Promise<Map<string, string>> => new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
