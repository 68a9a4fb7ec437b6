/** The secret of the invite link that a path of this site is; undefined for any other path. */
export const inviteIn = (path: string): string | undefined => /^\/invite\/([\w-]+)$/.exec(path)?.[1];
