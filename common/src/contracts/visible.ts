/** Spaces of all kinds, what is never shown, marks without a letter under them, and two signs that are drawn as nothing. */
const UNSEEN = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{M}\u2800\u{1d159}]*$/u;

/** Whether something of a text is printed. A name of which nothing is cannot be read, nor clicked on. */
export const isVisible = (text: string): boolean => !UNSEEN.test(text);
