import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { step } from './setup.mjs';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Debian's package → a program it brings: tests read PDF documents back with other people's tools. */
const PDF_TOOLS = { 'poppler-utils': 'pdftotext', qpdf: 'qpdf' };

/** Gets the browser and the PDF tools that the tests need, from Debian where that is possible, the browser from Playwright elsewhere. */
export function installTools() {
  const packages = Object.entries(PDF_TOOLS).filter(([, program]) => !runs(program, '-v') && !runs(program, '--version'));
  const missing = packages.map(([name]) => name);
  const browser = hasBrowser();
  if (browser && missing.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const wanted = browser ? missing : ['chromium', ...missing];
    process.env.DEBIAN_FRONTEND = 'noninteractive';
    step('package lists (apt-get update)', 'apt-get', ['update', '-q']);
    step(`${wanted.join(', ')} (apt-get install)`, 'apt-get', ['install', '-q', '-y', '--no-install-recommends', ...wanted]);
    return;
  }
  if (!browser) step('chromium (playwright install)', process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  if (missing.length > 0) console.log(`  ! missing: ${missing.join(', ')}; install them with your system's packages, or the tests that need them fail`);
}

function hasBrowser() {
  if ([process.env.CHROMIUM_PATH, ...CHROMIUM].some((path) => path !== undefined && existsSync(path))) return true;
  const listed = spawnSync(process.execPath, ['-e', "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))"], {
    encoding: 'utf8',
  });
  return listed.status === 0 && existsSync(listed.stdout.trim());
}

function runs(program, word) {
  return spawnSync(program, [word], { stdio: 'ignore' }).status === 0;
}
