import { readEnvironment } from '../platform/env';
import { seedDemo } from './seed/seed';

await seedDemo(readEnvironment());
process.exit(0);
