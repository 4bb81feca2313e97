'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { Select } from '../../../_ui/select';
import { DECLARED_KINDS, KIND_WORDS } from '../_logic/terminal-facts';
import type { Terminal, Terminals } from '../_logic/types';
import type { Acts } from './use-acts';

/** Says what the terminal is, where it stands and how it is called. */
export function DeclareForm({ terminal, sites, acts: { act } }: { terminal: Terminal; sites: Terminals['sites']; acts: Acts }) {
  const client = useTRPCClient();
  const [name, setName] = useState(terminal.name);
  const [siteId, setSiteId] = useState(terminal.siteId ?? '');
  const [kind, setKind] = useState<string>(terminal.kind === 'undeclared' ? '' : terminal.kind);
  const chosen = DECLARED_KINDS.find((one) => one === kind);
  const isWhole = name.trim() !== '' && chosen !== undefined;
  const declare = (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole) return;
    const content = { terminalId: terminal.id, name: name.trim(), siteId: siteId || null, kind: chosen };
    const site = sites.find(({ id }) => id === siteId)?.name ?? 'aucun site';
    void act(content, { title: 'Déclarer le poste', lines: [`${content.name}, ${KIND_WORDS[chosen]}, ${site}.`] }, (input) =>
      client.terminal.declare.mutate(input),
    );
  };
  return (
    <form onSubmit={declare} className="grid gap-3 border-t border-line pt-4">
      <Field
        label="Nom du poste"
        hint="celui qui est collé dessus"
        value={name}
        maxLength={60}
        required
        onChange={(event) => setName(event.target.value)}
        autoComplete="off"
      />
      <Select
        label="Genre"
        placeholder="à choisir"
        required
        options={DECLARED_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
        value={kind}
        onChange={(event) => setKind(event.target.value)}
      />
      <Select
        label="Site"
        placeholder="aucun"
        options={sites.map(({ id, name: label }) => ({ value: id, label }))}
        value={siteId}
        onChange={(event) => setSiteId(event.target.value)}
      />
      <Button type="submit" variant="primary" closed={!isWhole}>
        Déclarer
      </Button>
    </form>
  );
}
