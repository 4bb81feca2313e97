import { resolve } from 'node:path';
import { type Environment, Variables } from './env-schema';
import { problemsTogether } from './env-together';

export type { Environment } from './env-schema';

/** What is wrong with the environment: one line per variable, its name first, never its value (it may be a secret). */
export class EnvironmentRefused extends Error {
  override name = 'EnvironmentRefused';

  constructor(readonly problems: readonly string[]) {
    super(`the environment is refused:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/**
 * Refuses to boot with a bad or missing variable, naming every one of them at once; what it answers is complete and checked.
 *
 * Without RELAIS_DEMO, an embedded database means a demonstration and a DATABASE_URL means the real thing. Only a demonstration may lack its
 * secrets: the supervisor makes them.
 *
 * @see docs/operating.md, the table of variables
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const read = Variables.safeParse(present);
  if (!read.success) throw new EnvironmentRefused(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const demo = read.data.RELAIS_DEMO ?? read.data.DATABASE_URL === undefined;
  const environment = {
    ...read.data,
    RELAIS_DATA_DIR: resolve(read.data.RELAIS_DATA_DIR),
    RELAIS_DEMO: demo,
    RELAIS_SIMULATOR: read.data.RELAIS_SIMULATOR ?? demo,
  };
  const problems = problemsTogether(environment);
  if (problems.length > 0) throw new EnvironmentRefused(problems);
  return environment;
}

/** Answers a variable that this process cannot do without, or refuses to boot with its name. */
export function requireVariable<Name extends keyof Environment>(environment: Environment, name: Name): NonNullable<Environment[Name]> {
  const value = environment[name];
  if (value === undefined || value === null) throw new EnvironmentRefused([`${name}: is needed by this process (the supervisor passes it on)`]);
  return value;
}
