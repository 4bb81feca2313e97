'use client';

import { Field } from '../../../_ui/field';

export interface IdentityDraft {
  familyName: string;
  givenName: string;
  title: string;
  profession: string;
  rppsNumber: string;
  email: string;
}

export const EMPTY_IDENTITY: IdentityDraft = { familyName: '', givenName: '', title: '', profession: '', rppsNumber: '', email: '' };

/** What is sent: texts trimmed, empty cells as nothing. */
export const identityOf = (draft: IdentityDraft) => ({
  familyName: draft.familyName.trim(),
  givenName: draft.givenName.trim(),
  title: draft.title.trim(),
  profession: draft.profession.trim(),
  rppsNumber: draft.rppsNumber.replaceAll(/\s/g, '') || null,
  email: draft.email.trim() || null,
});

/** Who a person is: names, profession, RPPS number, address for security notices. */
export function IdentityFields({ draft, onDraft }: { draft: IdentityDraft; onDraft: (draft: IdentityDraft) => void }) {
  const field = (name: keyof IdentityDraft) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onDraft({ ...draft, [name]: event.target.value }),
    autoComplete: 'off',
  });
  const isFictional = draft.rppsNumber.replaceAll(/\s/g, '').startsWith('999');
  return (
    <>
      <div className="grid gap-3 tablet:grid-cols-[6rem_1fr_1fr]">
        <Field label="Titre" {...field('title')} maxLength={20} placeholder="Dr" />
        <Field label="Prénom" {...field('givenName')} maxLength={120} required />
        <Field label="Nom" {...field('familyName')} maxLength={120} required />
      </div>
      <div className="grid gap-3 tablet:grid-cols-2">
        <Field label="Profession" {...field('profession')} maxLength={120} required />
        <Field
          label="Numéro RPPS"
          {...field('rppsNumber')}
          maxLength={14}
          inputMode="numeric"
          hint={isFictional ? 'Numéro fictif (999…), attribué à personne.' : undefined}
        />
      </div>
      <Field label="Courriel, pour les avis de sécurité" type="email" {...field('email')} maxLength={200} />
    </>
  );
}
