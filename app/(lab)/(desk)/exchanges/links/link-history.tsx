import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { differences } from '../../_logic/link-form';
import type { LinkContent, LinkDetail } from '../../_logic/types';

type Version = LinkDetail['versions'][number];

interface LinkHistoryProps {
  versions: LinkDetail['versions'];
  /** Not given where the person may not change the link. */
  onBack?: (version: Version) => void;
}

/** Every version, newest first: who, when, why, and what changed in words; and the way back to each. */
export function LinkHistory({ versions, onBack }: LinkHistoryProps) {
  return (
    <section aria-label="Versions" className="border-t border-line px-5 py-4">
      <h3 className="font-strong">Versions</h3>
      <ol className="grid gap-3 pt-2">
        {versions.map((version, index) => {
          const earlier = versions[index + 1];
          const changes = earlier ? differences(earlier.content as LinkContent, version.content as LinkContent) : [];
          return (
            <li key={version.version} className="flex flex-wrap items-start justify-between gap-3 border-l-3 border-line-strong pl-3">
              <div className="min-w-0 flex-1 basis-80 wrap-anywhere">
                <p>
                  <b className="font-strong">Version {version.version}</b>, {formatInstant(version.madeAt)}, {version.madeByName}
                  {'\u00a0'}: {version.reason}
                </p>
                {changes.map((change) => (
                  <p key={change} className="text-ink-2">
                    {change}
                  </p>
                ))}
              </div>
              {onBack && index > 0 && <Button onClick={() => onBack(version)}>Revenir à la version {version.version}</Button>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
