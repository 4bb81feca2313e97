import swc from '@swc/core';

/**
 * The layer rules of the house: imports look upstream, data flows downstream, the only loop goes through the LIS.
 * TypeScript 7 has no compiler interface for tools: without `parser: 'swc'` nothing would be examined and everything would pass
 * (server/main/structure-layers.test.ts asserts how many modules were seen).
 */

/**
 * dependency-cruiser's swc parser reads every file as plain TypeScript and stops at the first JSX element: here it is told which files have any.
 * A type of the database is no door to it, since it is gone before anything runs; swc does not mark such imports, so they are left out here.
 */
const parseFileSync = swc.parseFileSync.bind(swc);
swc.parseFileSync = (file, options) => {
  const parsed = parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });
  return { ...parsed, body: parsed.body.filter((item) => !(item.type === 'ImportDeclaration' && item.typeOnly && /\/db\//.test(item.source.value))) };
};

/** In the order of the journey: a room may look left, never right. */
export const ROOMS = [
  'directory',
  'agreement',
  'catalogue',
  'patient',
  'dossier',
  'expertise',
  'duty',
  'wake',
  'validation',
  'alert',
  'report',
  'delivery',
  'portal',
];
/** They may use rooms; nobody uses them but main and api. */
export const EDGES = ['inbound', 'outbound', 'statistics', 'reconciliation', 'handover', 'autoverification', 'advice', 'pack', 'archive', 'quality'];
/** No domain in them. */
export const GROUND = ['audit', 'access', 'hl7', 'platform'];

const either = (names) => `(${names.join('|')})`;
const inServer = (names) => `^server/${either(names)}/`;
const TESTS = '\\.test\\.tsx?$';

const roomsLookLeft = ROOMS.slice(0, -1).map((room, position) => ({
  name: `${room}-looks-left`,
  comment: `${room} may use what comes before it in the journey, never what comes after`,
  severity: 'error',
  from: { path: `^server/${room}/`, pathNot: TESTS },
  to: { path: inServer(ROOMS.slice(position + 1)) },
}));

const edgesAreStrangers = EDGES.map((edge) => ({
  name: `${edge}-knows-no-other-edge`,
  comment: 'edges do not know each other',
  severity: 'error',
  from: { path: `^server/${edge}/`, pathNot: TESTS },
  to: { path: inServer(EDGES.filter((other) => other !== edge)) },
}));

export default {
  forbidden: [
    ...roomsLookLeft,
    ...edgesAreStrangers,
    {
      name: 'edges-are-for-main-and-api',
      comment: 'nobody imports an edge but main and api',
      severity: 'error',
      from: { path: '^(server|db|app)/', pathNot: `${inServer(EDGES)}|^server/(main|api)/|${TESTS}` },
      to: { path: inServer(EDGES) },
    },
    {
      name: 'ground-carries-no-domain',
      comment: 'audit, access, hl7 and platform know no room, no edge, neither main nor api',
      severity: 'error',
      from: { path: inServer(GROUND), pathNot: TESTS },
      to: { path: inServer([...ROOMS, ...EDGES, 'main', 'api', 'simulator']) },
    },
    {
      name: 'hl7-is-alone',
      comment: 'the grammar is pure and serves foreign programs too: it knows nothing but itself',
      severity: 'error',
      from: { path: '^server/hl7/', pathNot: TESTS },
      to: { path: '^(app|db|server/(?!hl7/))' },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules and types decide without asking: no database, no clock, no network, no store',
      severity: 'error',
      from: { path: '^server/.*/(rules|types|[a-z-]+-rules)\\.ts$' },
      to: {
        path: '^(db|app)/|/(store|router|jobs|read-[a-z-]+)\\.ts$|^server/platform/(env|transaction|queue|log|mail|sms|clock)',
        pathNot: '^server/platform/(outcome|assert)\\.ts$',
      },
    },
    {
      name: 'rules-do-no-input-output',
      severity: 'error',
      from: { path: '^server/.*/(rules|types|[a-z-]+-rules)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'database-has-few-friends',
      comment: 'only store.ts files, platform, audit, access and main touch db',
      severity: 'error',
      from: { path: '^(server|app)/', pathNot: `^server/(platform|audit|access|main)/|/(store|[a-z-]+-store)\\.ts$|${TESTS}` },
      to: { path: '^db/' },
    },
    {
      name: 'furniture-is-private-store',
      comment: "another room's store, router and jobs are private: read-*.ts is what it lets others read",
      severity: 'error',
      from: { path: '^server/([^/]+)/', pathNot: '^server/(main|api)/' },
      to: { path: '^server/.+/(store|[a-z-]+-store|router|jobs)\\.ts$', pathNot: '^server/$1/' },
    },
    {
      name: 'main-and-api-take-only-doors',
      comment: 'main takes jobs, api takes routers, neither takes a store',
      severity: 'error',
      from: { path: '^server/(main|api)/', pathNot: `${TESTS}|^server/main/seed/` },
      to: { path: '^server/.+/(store|[a-z-]+-store)\\.ts$' },
    },
    {
      name: 'app-knows-the-api-only',
      comment: 'types included: what the screens need is exported by server/api',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(server/(?!api/)|db/)' },
    },
    { name: 'server-never-imports-app', severity: 'error', from: { path: '^(server|db)/' }, to: { path: '^app/' } },
    {
      name: 'db-knows-only-db',
      comment: 'the test database is the one exception: it starts the embedded PostgreSQL',
      severity: 'error',
      from: { path: '^db/', pathNot: '^db/testing-server\\.ts$' },
      to: { path: '^(server|app)/' },
    },
    {
      name: 'simulator-knows-hl7-only',
      comment: 'the simulated LIS is a foreign program: it may share the grammar, nothing else',
      severity: 'error',
      from: { path: '^server/simulator/', pathNot: TESTS },
      to: { path: '^(app|db|server/(?!(simulator|hl7)/))' },
    },
    {
      name: 'nobody-uses-the-simulator',
      severity: 'error',
      from: { path: '^(app|db|server)/', pathNot: `^server/(simulator|main)/|${TESTS}` },
      to: { path: '^server/simulator/' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: { path: '^(app|db|server|e2e|bench)/' },
      to: { couldNotResolve: true, pathNot: 'dist/supervisor\\.js$' },
    },
    {
      name: 'products-need-no-test-tool',
      comment: 'what runs for users imports nothing that only developers install',
      severity: 'error',
      from: { path: '^(app|db|server)/', pathNot: `${TESTS}|^db/testing|/testing/|\\.mjs$|^app/sw\\.ts$` },
      to: { dependencyTypes: ['npm-dev'], pathNot: '/@types/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', '\\.next'] },
    exclude: { path: ['^\\.next/', '^dist/', '\\.css$'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
