/** What someone may do, each on one object. The table "right → which role on which object" is the server's `people/rights.ts`. */
export const rights = ['stage.run', 'stage.speak'] as const;
/** One right. */
export type Right = (typeof rights)[number];
