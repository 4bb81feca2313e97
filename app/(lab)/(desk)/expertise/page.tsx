import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { RulesScreen } from './rules-screen';

export const metadata: Metadata = { title: 'Règles d’expertise' };

/** The rules in force in the laboratory, in sentences, and whose word they are. */
export default async function RulesPage() {
  await deskPage('rules.read');
  return <RulesScreen />;
}
