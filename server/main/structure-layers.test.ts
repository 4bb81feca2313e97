import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const CRUISER = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const RULES = resolve('.dependency-cruiser.mjs');

const Report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({ totalCruised: z.number(), violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })) }),
});

describe('the layer rules', () => {
  test('are asked about every source: a parser that fails in silence would examine none', () => {
    const report = Report.parse(
      JSON.parse(
        execFileSync(process.execPath, [CRUISER, 'app', 'db', 'server', '--config', RULES, '--output-type', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28 }),
      ),
    );
    expect(report.summary.totalCruised).toBeGreaterThan(250);
    const sources = new Set(report.modules.map((module) => module.source));
    for (const path of ['server/main/supervisor.ts', 'server/hl7/grammar.ts', 'server/validation/rules.ts', 'db/client.ts', 'app/layout.tsx'])
      expect(sources).toContain(path);
  }, 240_000);

  describe('refuse', () => {
    /** Each line is one forbidden import: from, to, the rule that must say so. */
    const forbidden = [
      ['server/catalogue/a.ts', 'server/report/b.ts', 'catalogue-looks-left'],
      ['server/directory/a.ts', 'server/portal/b.ts', 'directory-looks-left'],
      ['server/validation/a.ts', 'server/delivery/b.ts', 'validation-looks-left'],
      ['server/delivery/c.ts', 'server/portal/d.ts', 'delivery-looks-left'],
      ['server/report/c.ts', 'server/inbound/b.ts', 'edges-are-for-main-and-api'],
      ['server/inbound/c.ts', 'server/outbound/b.ts', 'inbound-knows-no-other-edge'],
      ['server/platform/c.ts', 'server/dossier/b.ts', 'ground-carries-no-domain'],
      ['server/audit/c.ts', 'server/report/b.ts', 'ground-carries-no-domain'],
      ['server/hl7/c.ts', 'server/platform/b.ts', 'hl7-is-alone'],
      ['server/validation/rules.ts', 'server/validation/store.ts', 'rules-are-pure'],
      ['server/report/rules.ts', 'node:fs', 'rules-do-no-input-output'],
      ['server/report/d.ts', 'db/client.ts', 'database-has-few-friends'],
      ['server/report/e.ts', 'server/dossier/store.ts', 'furniture-is-private-store'],
      ['server/report/f.ts', 'server/dossier/jobs.ts', 'furniture-is-private-store'],
      ['server/report/g.ts', 'server/dossier/router.ts', 'furniture-is-private-store'],
      ['server/main/a.ts', 'server/dossier/store.ts', 'main-and-api-take-only-doors'],
      ['app/a.tsx', 'server/report/b.ts', 'app-knows-the-api-only'],
      ['app/b.tsx', 'db/client.ts', 'app-knows-the-api-only'],
      ['server/report/h.ts', 'app/c.ts', 'server-never-imports-app'],
      ['db/a.ts', 'server/report/b.ts', 'db-knows-only-db'],
      ['server/simulator/a.ts', 'server/platform/b.ts', 'simulator-knows-hl7-only'],
      ['server/inbound/d.ts', 'server/simulator/b.ts', 'nobody-uses-the-simulator'],
      ['server/report/i.ts', 'server/report/j.ts', 'no-cycle'],
      ['server/report/k.ts', 'server/report/nowhere.ts', 'nothing-unresolved'],
    ] as const;
    let directory: string;
    let violations: { from: string; to: string; rule: { name: string } }[];

    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'relais-layers-'));
      for (const [from, to] of forbidden) {
        plant(from, `import * as other from '${specifier(from, to)}';\nexport const value = [other];\n`);
        if (!to.startsWith('node:') && !to.includes('nowhere')) plant(to, 'export const word = 1;\n');
      }
      plant('server/report/j.ts', "import * as other from './i';\nexport const value = [other];\n");
      plant('tsconfig.json', '{ "compilerOptions": { "moduleResolution": "bundler", "module": "esnext", "jsx": "react-jsx" } }');
      plant('package.json', '{ "type": "module" }');
      const words = [CRUISER, 'app', 'db', 'server', '--config', RULES, '--output-type', 'json'];
      const { stdout } = spawnSync(process.execPath, words, { cwd: directory, encoding: 'utf8', maxBuffer: 1 << 28 });
      violations = Report.parse(JSON.parse(stdout)).summary.violations;
    }, 60_000);

    afterAll(() => rmSync(directory, { recursive: true, force: true }));

    test.each(forbidden)('%s → %s (%s)', (from, to, rule) => {
      const said = violations.filter((violation) => violation.from === from).map((violation) => violation.rule.name);
      expect(said, `${from} imports ${to}`).toContain(rule);
    });

    function plant(path: string, text: string): void {
      mkdirSync(join(directory, dirname(path)), { recursive: true });
      writeFileSync(join(directory, path), text, { flag: text.includes('other') ? 'w' : 'a' });
    }

    function specifier(from: string, to: string): string {
      if (to.startsWith('node:')) return to;
      const path = relative(dirname(from), to.replace(/\.tsx?$/, ''));
      return path.startsWith('.') ? path : `./${path}`;
    }
  });
});
