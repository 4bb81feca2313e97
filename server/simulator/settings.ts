export interface SimulatorSettings {
  relais: { host: string; port: number };
  lisPort: number;
  httpPort: number;
  seed: string;
  /** 1 is 500 dossiers a day; 0 sends nothing unless told to. */
  rate: number;
  /** Share of received messages that get something else than `AA`. */
  refusals: number;
  sendsFixtures: boolean;
}

/** About one dossier a minute by day: one person can follow, and the list keeps its meaning. */
const DEFAULT_RATE = 4;

export type SettingsOutcome = { ok: true; settings: SimulatorSettings } | { ok: false; problems: string[] };

/** Reads the environment; names every variable whose value it can't use, with the reason, and then starts nothing. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SettingsOutcome {
  const problems: string[] = [];
  const number = (name: string, fallback: number, highest: number, isWhole: boolean): number => {
    const text = env[name]?.trim();
    if (!text) return fallback;
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0 || value > highest || (isWhole && !Number.isInteger(value))) {
      problems.push(`${name} must be a ${isWhole ? 'whole ' : ''}number between 0 and ${highest}`);
      return fallback;
    }
    return value;
  };
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(env.RELAIS_MLLP?.trim() || '127.0.0.1:2575') ?? [];
  if (host === '' || Number(port) > 65_535) problems.push('RELAIS_MLLP must be host:port');
  const settings: SimulatorSettings = {
    relais: { host, port: Number(port) },
    lisPort: number('SIMULATOR_PORT', 2576, 65_535, true),
    httpPort: number('SIMULATOR_HTTP_PORT', 2580, 65_535, true),
    seed: env.SIMULATOR_SEED?.trim() || 'relais',
    rate: number('SIMULATOR_RATE', DEFAULT_RATE, 80, false),
    refusals: number('SIMULATOR_REFUSALS', 0.01, 1, false),
    sendsFixtures: env.SIMULATOR_FIXTURES?.trim() !== '0',
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
}
