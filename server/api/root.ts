import { adviceRouter } from '../advice/router';
import { agreementRouter } from '../agreement/router';
import { callPolicyRouter } from '../alert/policy-router';
import { alertRouter } from '../alert/router';
import { wardPhonesRouter } from '../alert/ward-phone-router';
import { autoverificationRouter } from '../autoverification/router';
import { phrasesRouter } from '../catalogue/phrases-router';
import { delaysRouter } from '../catalogue/router';
import { deliveryRouter } from '../delivery/router';
import { dutyRouter } from '../duty/router';
import { rulesRouter } from '../expertise/router';
import { handoverRouter } from '../handover/router';
import { packRouter } from '../pack/router';
import { deskRouter } from '../patient/desk-router';
import { identityRouter } from '../patient/identity-router';
import { patientRouter } from '../patient/router';
import { breakGlassRouter } from '../portal/break-glass-router';
import { presenceRouter } from '../portal/presence-router';
import { portalRouter } from '../portal/router';
import { reconciliationRouter } from '../reconciliation/router';
import { statisticsRouter } from '../statistics/router';
import { batchRouter } from '../validation/batch-router';
import { listRouter } from '../validation/list-router';
import { validationRouter } from '../validation/router';
import { wakeRouter } from '../wake/router';
import { accountRouter } from './account-router';
import { attachRouter } from './attach-router';
import { auditRouter } from './audit-router';
import { devicesRouter } from './devices-router';
import { doorRouter } from './door-router';
import { emergencyRouter } from './emergency-router';
import { enrolRouter } from './enrol-router';
import { entryRouter } from './entry-router';
import { exchangesRouter } from './exchanges-router';
import { foldersRouter } from './folders-router';
import { linksRouter } from './links-router';
import { liveRouter } from './live';
import { maintenanceRouter } from './maintenance-router';
import { mappingsRouter } from './mappings-router';
import { meansRouter } from './means-router';
import { createCallerFactory, router } from './procedure';
import { repairRouter } from './repair-router';
import { securityRouter } from './security-router';
import { sessionRouter } from './session-router';
import { terminalRouter } from './terminal-router';
import { transmissionsRouter } from './transmissions-router';
import { usersRouter } from './users-router';

/** Every door of the product: one line per room. */
export const appRouter = router({
  session: sessionRouter,
  advice: adviceRouter,
  alert: alertRouter,
  callPolicy: callPolicyRouter,
  wardPhones: wardPhonesRouter,
  account: accountRouter,
  door: doorRouter,
  enrol: enrolRouter,
  audit: auditRouter,
  autoverification: autoverificationRouter,
  desk: deskRouter,
  delays: delaysRouter,
  phrases: phrasesRouter,
  agreement: agreementRouter,
  duty: dutyRouter,
  handover: handoverRouter,
  delivery: deliveryRouter,
  entry: entryRouter,
  means: meansRouter,
  emergency: emergencyRouter,
  exchanges: exchangesRouter,
  links: linksRouter,
  list: listRouter,
  batch: batchRouter,
  identity: identityRouter,
  attach: attachRouter,
  folders: foldersRouter,
  devices: devicesRouter,
  live: liveRouter,
  maintenance: maintenanceRouter,
  mappings: mappingsRouter,
  pack: packRouter,
  patient: patientRouter,
  portal: portalRouter,
  presence: presenceRouter,
  breakGlass: breakGlassRouter,
  rules: rulesRouter,
  repair: repairRouter,
  reconciliation: reconciliationRouter,
  security: securityRouter,
  statistics: statisticsRouter,
  terminal: terminalRouter,
  transmissions: transmissionsRouter,
  users: usersRouter,
  validation: validationRouter,
  wake: wakeRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP: for pages rendered on the server and for tests. */
export const createCaller = createCallerFactory(appRouter);
