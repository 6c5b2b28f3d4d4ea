/** How many letters a text has, as PostgreSQL's `char_length` counts them: code points, so that a limit means the same at both ends. */
export const lettersIn = (text: string): number => [...text].length;
