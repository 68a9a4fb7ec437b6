/**
 * Columns of a grid of `count` tiles that keeps them as near to square as the count allows: 1, 2, 2, 2, 3 … A phone in portrait
 * stacks two tiles: that is the style sheet's.
 */
export function gridColumns(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count)));
}
