import { hash, verify } from '@node-rs/argon2';

/** argon2id, the library's default algorithm, at the memory and passes that OWASP names as the least. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash that only its own password opens; two hashes of the same password differ. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Answers whether the password opens the hash. Given none, takes as long and answers no: an unknown login is not faster (threats.md 10). */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const right = await verify(passwordHash ?? (await dummyHash()), password);
  return right && passwordHash !== null;
}

let dummy: Promise<string> | undefined;
const dummyHash = (): Promise<string> => (dummy ??= hashPassword('nobody has this password'));
