/** A number as people of its country write it: `+212536123456` is "+212 5 36 12 34 56"; one of another country keeps its shape. */
export const phoneShown = (e164: string): string => e164.replace(/^(\+212)(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1 $2 $3 $4 $5 $6');
