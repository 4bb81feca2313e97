import { startControlServer } from './control-server';
import { readSettings } from './settings';
import { startSimulator } from './simulator';

/** A message in flight has this long to be answered before the program ends anyway. */
const farewellMs = 3000;

const outcome = readSettings(process.env);
if (!outcome.ok) {
  for (const problem of outcome.problems) process.stderr.write(`simulator: ${problem}\n`);
  process.exit(1);
}
const { settings } = outcome;
const simulator = await startSimulator(settings);
const control = await startControlServer(simulator, settings.httpPort);
process.stdout.write(
  `simulator ready: sends to ${settings.relais.host}:${settings.relais.port}, listens on ${simulator.lis.port}, shows itself at http://127.0.0.1:${control.port}/, seed ${settings.seed}, rate ${settings.rate}\n`,
);

let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(0), farewellMs).unref();
  void Promise.all([control.close(), simulator.close()]).then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
