import { codeAt } from '../access/one-time-code';
import type { Role } from '../platform/actor';

/** Where a demonstration account may act: every site, no site, or wards by their code. */
export interface DemoHabilitation {
  role: Role;
  at: 'every-site' | 'nowhere' | { wards: readonly string[] };
}

export interface DemoAccount {
  login: string;
  givenName: string;
  familyName: string;
  title: string;
  profession: string;
  rppsNumber: string | null;
  /** The account reads as this prescriber; found by the RPPS number. */
  isPrescriber: boolean;
  totpSecret: string;
  habilitations: readonly DemoHabilitation[];
}

export const DEMO_PASSWORD = 'Relais-demo-2026';

const biologist: readonly DemoHabilitation[] = [{ role: 'biologist', at: 'every-site' }];

/** Fictional persons of the demonstration; RPPS numbers that start with 999 are given to nobody. A real installation refuses to start with any of them. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    login: 'h.marchetti',
    givenName: 'Hélène',
    familyName: 'MARCHETTI',
    title: 'Dr',
    profession: 'Biologiste médicale',
    rppsNumber: '99900000417',
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA',
    habilitations: biologist,
  },
  {
    login: 'k.haddad',
    givenName: 'Karim',
    familyName: 'HADDAD',
    title: 'Dr',
    profession: 'Biologiste médical',
    rppsNumber: '99900000425',
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXB',
    habilitations: biologist,
  },
  {
    login: 'p.gerard',
    givenName: 'Paul',
    familyName: 'GÉRARD',
    title: 'Dr',
    profession: 'Biologiste médical',
    rppsNumber: '99900000532',
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXC',
    habilitations: biologist,
  },
  {
    login: 'c.aubin',
    givenName: 'Claire',
    familyName: 'AUBIN',
    title: 'Dr',
    profession: 'Médecin',
    rppsNumber: '99900001233',
    isPrescriber: true,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXD',
    habilitations: [
      { role: 'prescriber', at: 'nowhere' },
      { role: 'ward_staff', at: { wards: ['MED3B'] } },
    ],
  },
  {
    login: 'e.marchal',
    givenName: 'Élise',
    familyName: 'MARCHAL',
    title: 'Dr',
    profession: 'Médecin',
    rppsNumber: '10001234567',
    isPrescriber: true,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXE',
    habilitations: [{ role: 'prescriber', at: 'nowhere' }],
  },
  {
    login: 'n.belkacem',
    givenName: 'Nadia',
    familyName: 'BELKACEM',
    title: '',
    profession: 'Infirmière',
    rppsNumber: null,
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXF',
    habilitations: [{ role: 'ward_staff', at: { wards: ['MED3B', 'URG'] } }],
  },
  {
    login: 'f.delmas',
    givenName: 'Florence',
    familyName: 'DELMAS',
    title: '',
    profession: 'Directrice du laboratoire',
    rppsNumber: null,
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXG',
    habilitations: [{ role: 'manager', at: 'every-site' }],
  },
  {
    login: 's.perrin',
    givenName: 'Samuel',
    familyName: 'PERRIN',
    title: '',
    profession: 'Administrateur',
    rppsNumber: null,
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXH',
    habilitations: [{ role: 'administrator', at: 'nowhere' }],
  },
  {
    login: 'b.colin',
    givenName: 'Bruno',
    familyName: 'COLIN',
    title: '',
    profession: 'Technicien de laboratoire',
    rppsNumber: null,
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXI',
    habilitations: [{ role: 'technician', at: 'every-site' }],
  },
  {
    login: 'l.fabre',
    givenName: 'Laure',
    familyName: 'FABRE',
    title: '',
    profession: 'Référente informatique',
    rppsNumber: null,
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXJ',
    habilitations: [{ role: 'referent', at: 'every-site' }],
  },
  {
    login: 'o.vidal',
    givenName: 'Olivier',
    familyName: 'VIDAL',
    title: '',
    profession: 'Responsable qualité',
    rppsNumber: null,
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXK',
    habilitations: [{ role: 'quality_manager', at: 'every-site' }],
  },
  {
    login: 'j.roussel',
    givenName: 'Jeanne',
    familyName: 'ROUSSEL',
    title: 'Dr',
    profession: 'Médecin administrateur',
    rppsNumber: '99900002333',
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXL',
    habilitations: [{ role: 'medical_administrator', at: 'nowhere' }],
  },
  {
    login: 't.nguyen',
    givenName: 'Thi',
    familyName: 'NGUYEN',
    title: '',
    profession: 'Technicienne de l’éditeur',
    rppsNumber: null,
    isPrescriber: false,
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXM',
    habilitations: [{ role: 'remote_maintainer', at: 'nowhere' }],
  },
];

/** The patient of the urgent sample and of the three visits before it: whoever tries the patients' door must know her birth date. */
const DEMO_PATIENT = { email: 'dominique.pat-trois@courriel.example', bornOn: '28/03/1979' };

/** One line per account for the terminal: login, who it is, password, secret of the second factor and its code at `now`. */
export function describeDemoAccounts(now: Date): string {
  return [
    `Comptes de démonstration (personnes fictives) – mot de passe : ${DEMO_PASSWORD}`,
    ...DEMO_ACCOUNTS.map(
      (account) => `  ${account.login.padEnd(12)} ${account.profession.padEnd(26)} code ${codeAt(account.totpSecret, now)}   secret TOTP ${account.totpSecret}`,
    ),
    `  patiente     sans compte : sur /demo, un courriel à ${DEMO_PATIENT.email} ; née le ${DEMO_PATIENT.bornOn}`,
  ].join('\n');
}
