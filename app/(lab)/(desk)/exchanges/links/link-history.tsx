import { formatInstant } from '../../../../_text/format';
import { differences } from '../../_logic/link-form';
import type { LinkContent, LinkDetail } from '../../_logic/types';

/** Every version, newest first: who, when, why, and what changed in words. */
export function LinkHistory({ versions }: { versions: LinkDetail['versions'] }) {
  return (
    <section aria-label="Versions" className="border-t border-line px-5 py-4">
      <h3 className="font-strong">Versions</h3>
      <ol className="grid gap-3 pt-2">
        {versions.map((version, index) => {
          const earlier = versions[index + 1];
          const changes = earlier ? differences(earlier.content as LinkContent, version.content as LinkContent) : [];
          return (
            <li key={version.version} className="border-l-3 border-line-strong pl-3">
              <p>
                <b className="font-strong">Version {version.version}</b>, {formatInstant(version.madeAt)}, {version.madeByName}
                {'\u00a0'}: {version.reason}
              </p>
              {changes.map((change) => (
                <p key={change} className="text-ink-2">
                  {change}
                </p>
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
