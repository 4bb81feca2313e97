import { z } from 'zod';
import { allows } from '../access/permissions';
import { ProofSchema } from '../access/prove-again';
import { changeLink, createLink } from '../inbound/change-link';
import { changeLisAddress } from '../inbound/change-lis-address';
import { checkLinkContent } from '../inbound/check-link-content';
import { previewLink } from '../inbound/preview-link';
import { SHIPPED_PROFILES } from '../inbound/profiles/shipped';
import { readLink, readLinks } from '../inbound/read-links';
import { tryLink } from '../outbound/try-link';
import { readEnvironment } from '../platform/env';
import {
  LinkAddressChange,
  LinkChange,
  LinkChanged,
  LinkChecked,
  LinkCheckInput,
  LinkCreation,
  LinkDetail,
  LinkLines,
  LinkPreview,
  LinkPreviewInput,
  LinkTrial,
} from './links-types';
import { professional, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';

const shipped = SHIPPED_PROFILES.map(({ key, name, describes, senderHint, defaultCharset, timeZone, settings }) => ({
  key,
  name,
  describes,
  content: { name, sendingApplication: senderHint, sendingFacility: '', defaultCharset, timeZone, isActive: true, settings },
}));

const addressPolicy = () => {
  const { MLLP_INSECURE, PORT, MLLP_PORT, METRICS_PORT } = readEnvironment();
  return { allowsClear: MLLP_INSECURE, ownPorts: [PORT, MLLP_PORT, METRICS_PORT] };
};

export const linksRouter = router({
  /** Every link of the laboratories that the person looks after, and the profiles to start another one from. */
  list: professional('links.read')
    .input(z.void())
    .output(LinkLines)
    .query(async ({ ctx: { useCase } }) => ({ links: unwrap(await readLinks(useCase)), shipped, mayManage: allows(useCase.actor, 'links.manage') })),

  detail: professional('links.read')
    .input(z.object({ profileId: z.uuid() }))
    .output(LinkDetail)
    .query(async ({ input, ctx: { useCase } }) => {
      const link = unwrap(await readLink(useCase, input));
      return { ...link, address: { ...link.address, fallback: readEnvironment().LIS_URL ?? null } };
    }),

  /** What is wrong with a content that was typed or comes from a file, field by field; changes nothing. */
  check: professional('links.manage')
    .input(LinkCheckInput)
    .output(LinkChecked)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await checkLinkContent(useCase, input))),

  /** The next version of what is read and how; also a return to an earlier version, and the closing of a link. */
  change: professional('links.manage')
    .input(LinkChange)
    .output(LinkChanged)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await changeLink(useCase, input, null))),

  /** The same where it opens a door: sender, certificates, addresses, port, a link that opens again. */
  changeProven: professional('links.manage')
    .input(LinkChange.extend({ proof: ProofSchema }))
    .output(LinkChanged)
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-link', input);
      return unwrap(await changeLink(useCase, content, proofId));
    }),

  create: professional('links.manage')
    .input(LinkCreation.extend({ proof: ProofSchema }))
    .output(LinkChanged)
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-link', input);
      return unwrap(await createLink(useCase, content, proofId));
    }),

  /** Where a laboratory's messages go: proven, whatever it is. */
  changeAddress: professional('links.manage')
    .input(LinkAddressChange.extend({ proof: ProofSchema }))
    .output(z.object({ address: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-link', input);
      return unwrap(await changeLisAddress(useCase, content, proofId, addressPolicy()));
    }),

  /** Opens a connection to where the messages go, and hangs up. */
  try: professional('links.manage')
    .input(z.object({ laboratoryId: z.uuid() }))
    .output(LinkTrial)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await tryLink(useCase, input, { defaultUrl: readEnvironment().LIS_URL ?? null }))),

  /** A message as the link reads it and as the draft would. */
  preview: professional('repair.read')
    .input(LinkPreviewInput)
    .output(LinkPreview)
    .mutation(async ({ input: { file, ...input }, ctx: { useCase } }) =>
      unwrap(await previewLink(useCase, { ...input, file: file === null ? null : Buffer.from(file, 'base64') })),
    ),
});
