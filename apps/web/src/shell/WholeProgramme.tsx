import { Suspense, useEffect } from 'react';
import { useSearch } from '@tanstack/react-router';
import type { Programme } from '@siccam/contract';
import { Tag } from '@siccam/ui';
import { useLanguage, useWords } from '../i18n';
import { NewsBox, PlanNote, PlanPanel, PlanTick, usePlan } from '../plan';
import { ProgrammePage, programmeSearch, useReleaseNews } from '../programme';
import { bringSearch, SearchPanel } from '../search';
import { ListenTo } from '../stage';

/** Once a page has what it shows. */
const quietAfterMs = 2500;

/** The programme with one's plan, what changed, and search: more than a front page or a stage needs. */
export default function WholeProgramme({ programme }: { programme: Programme }) {
  const { say } = useWords();
  const search = programmeSearch(useSearch({ strict: false }));
  const plan = usePlan(programme);
  const language = useLanguage();
  useEffect(() => {
    const timer = window.setTimeout(() => void bringSearch(language), quietAfterMs);
    return () => window.clearTimeout(timer);
  }, [language]);
  const news = useReleaseNews(programme);
  const planned = programme.sessions.filter(({ id }) => plan.sessions.includes(id));
  const changed = new Set(news.changes.map(({ session }) => session));
  return (
    <ProgrammePage
      programme={programme}
      search={search}
      parts={{
        listen: (session) => <ListenTo session={session} />,
        tick: (session) => <PlanTick session={session} plan={plan} />,
        note: (session) => <PlanNote session={session} plan={plan} planned={planned} />,
        mark: (session) => changed.has(session.id) && <Tag tone="ochre">{say('programme.changed')}</Tag>,
        news: changed.size > 0 && (
          <Suspense>
            <NewsBox programme={programme} news={news} />
          </Suspense>
        ),
        plan: <PlanPanel programme={programme} plan={plan} />,
        planned: planned.length,
        find: (text, change) => <SearchPanel programme={programme} text={text} change={change} />,
      }}
    />
  );
}
