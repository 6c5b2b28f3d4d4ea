import type { AuditLine } from '@siccam/contract';
import { Deed, useActor } from './Deed';
import { type useWhen } from './when';
import { useDesk } from './words';
import classes from './Sheet.module.css';

const first = 8;

/** What happened to someone, newest first. */
export function History({ lines, when }: { lines: AuditLine[]; when: ReturnType<typeof useWhen> }) {
  const { say } = useDesk();
  const actor = useActor();
  return (
    <section className={classes.part}>
      <h3>{say('sheet.history')}</h3>
      {lines.length === 0 && <p className={classes.soft}>{say('sheet.noHistory')}</p>}
      <ol className={classes.history}>
        {lines.slice(0, first).map((line) => (
          <li key={line.id}>
            <time dateTime={line.at} dir="ltr">
              {when.stamp(line.at)}
            </time>
            <span>
              <Deed line={line} />
              {line.actor.id !== line.object.id && <small>{actor(line.actor)}</small>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
