import type { SessionPerson, StageView } from '@siccam/contract';

/** Who stands large and in the lower third: whoever LiveKit hears among those on air, else the one put on air last. */
export function whoSpeaks(onAir: readonly string[], heard: readonly string[]): string | null {
  return heard.find((person) => onAir.includes(person)) ?? onAir.at(-1) ?? null;
}

/** The tiles of a stage, drawn from what was decided: the main one, and beside it who else is connected, on air first. */
export function tilesOf(people: SessionPerson[], stage: Pick<StageView, 'onAir' | 'present'>, heard: readonly string[]): { main: SessionPerson | null; beside: SessionPerson[] } {
  const speaks = whoSpeaks(stage.onAir, heard);
  const main = people.find(({ id }) => id === speaks) ?? null;
  const beside = people
    .filter(({ id }) => id !== main?.id && (stage.present.includes(id) || stage.onAir.includes(id)))
    .sort((a, b) => Number(stage.onAir.includes(b.id)) - Number(stage.onAir.includes(a.id)));
  return { main, beside };
}
