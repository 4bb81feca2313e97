import { z } from 'zod';

const Port = z.coerce
  .number('must be a port from 1 to 65535')
  .int('must be a port from 1 to 65535')
  .min(1, 'must be a port from 1 to 65535')
  .max(65535, 'must be a port from 1 to 65535');
const Switch = z.enum(['0', '1'], 'must be 0 or 1').transform((word) => word === '1');
const Url = (protocols: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must look like ${example}`);

/** libpq's list of hosts is not a URL that the standard parser accepts: only the first host is looked at. */
const DatabaseUrl = z
  .string()
  .refine(
    (text) => /^postgres(ql)?:\/\/[^/]/.test(text) && URL.canParse(text.replace(/,[^/?]*/, '')),
    'must look like postgres://user:password@host:5432/relais',
  );

const ProviderUrl = Url(['http:', 'https:'], 'https://host/path').optional();

/** Each variable by itself; what they mean together is decided in env.ts. An empty value counts as absent. */
export const Variables = z.object({
  PORT: Port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  MLLP_PORT: Port.default(2575),
  MLLP_HOST: z.string().default('127.0.0.1'),
  MLLP_TLS_CERT: z.string().optional(),
  MLLP_TLS_KEY: z.string().optional(),
  MLLP_TLS_CA: z.string().optional(),
  /** Addresses and networks that may connect at all, with commas between them. */
  MLLP_ALLOW: z.string().optional(),
  /** Folders below which a watched folder may lie, with colons between them. */
  RELAIS_FOLDERS: z
    .string()
    .refine(
      (text) => text.split(':').every((root) => root === '' || (root.startsWith('/') && root !== '/')),
      'must be absolute folders with colons between them, none of them /',
    )
    .optional(),
  MLLP_INSECURE: Switch.default(false),
  LIS_URL: Url(['mllp:', 'mllps:'], 'mllp://host:port or mllps://host:port').optional(),
  DATABASE_URL: DatabaseUrl.optional(),
  DATABASE_OWNER_URL: DatabaseUrl.optional(),
  RELAIS_WEB_DATABASE_URL: DatabaseUrl.optional(),
  RELAIS_WORKER_DATABASE_URL: DatabaseUrl.optional(),
  RELAIS_DATA_DIR: z.string().default('.relais'),
  RELAIS_DEMO: Switch.optional(),
  RELAIS_SIMULATOR: Switch.optional(),
  SMTP_URL: Url(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
  SMS_URL: Url(['http:', 'https:'], 'https://host/path').optional(),
  /** The keys by which push services know this installation, and whom they may write to; made at the first start when absent. */
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, 'must be a P-256 public key in base64url (npx web-push generate-vapid-keys)')
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be a P-256 private key in base64url')
    .optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(https:\/\/|mailto:)\S+$/, 'must look like mailto:somebody@host or https://host')
    .optional(),
  /** Push services beside those of the usual browsers, `host` or `host:port` with commas between them. */
  PUSH_HOSTS: z.string().optional(),
  NEXTAUTH_URL: Url(['http:', 'https:'], 'https://relais.example.org').optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  /** Pro Santé Connect; what is not given follows from the issuer (its discovery is not relied upon). */
  PSC_CLIENT_ID: z.string().optional(),
  PSC_CLIENT_SECRET: z.string().optional(),
  PSC_ISSUER: ProviderUrl,
  PSC_AUTHORIZATION_ENDPOINT: ProviderUrl,
  PSC_TOKEN_ENDPOINT: ProviderUrl,
  PSC_USERINFO_ENDPOINT: ProviderUrl,
  PSC_JWKS_URI: ProviderUrl,
  PSC_END_SESSION_ENDPOINT: ProviderUrl,
  /** FranceConnect, likewise. */
  FC_CLIENT_ID: z.string().optional(),
  FC_CLIENT_SECRET: z.string().optional(),
  FC_ISSUER: ProviderUrl,
  FC_AUTHORIZATION_ENDPOINT: ProviderUrl,
  FC_TOKEN_ENDPOINT: ProviderUrl,
  FC_USERINFO_ENDPOINT: ProviderUrl,
  FC_JWKS_URI: ProviderUrl,
  FC_END_SESSION_ENDPOINT: ProviderUrl,
  /** Level of assurance that FranceConnect is asked for. */
  FC_ACR_VALUES: z.enum(['eidas1', 'eidas2', 'eidas3'], 'must be eidas1, eidas2 or eidas3').default('eidas2'),
  /** `NAME@COUNT`: dies there, for the tests of what a death leaves behind; a demonstration only. */
  RELAIS_FAIL_POINT: z
    .string()
    .regex(/^[a-z-]+(@\d+)?$/, 'must look like after-commit@7')
    .optional(),
  TRUST_PROXY: Switch.default(false),
  METRICS_PORT: Port.default(9464),
  SIMULATOR_PORT: Port.default(2576),
  SIMULATOR_HTTP_PORT: Port.default(2580),
  SIMULATOR_SEED: z.string().max(100, 'must be 100 characters or fewer').optional(),
  SIMULATOR_RATE: z.coerce.number('must be a number from 0 to 80').min(0, 'must be a number from 0 to 80').max(80, 'must be a number from 0 to 80').optional(),
  /** Dossiers of the thirty days that a demonstration begins with. */
  SIMULATOR_HISTORY: z.coerce
    .number('must be a whole number from 0 to 5000')
    .int('must be a whole number from 0 to 5000')
    .min(0, 'must be a whole number from 0 to 5000')
    .max(5000, 'must be a whole number from 0 to 5000')
    .default(120),
});

/** The environment as the processes use it: what was absent is decided. */
export interface Environment extends Omit<z.infer<typeof Variables>, 'RELAIS_DEMO' | 'RELAIS_SIMULATOR'> {
  RELAIS_DEMO: boolean;
  RELAIS_SIMULATOR: boolean;
}
