/** Advisory locks of the whole house, each with a number of its own: two that shared one would wait for each other. */
export const locks = {
  migrate: 7_732_501,
  partitions: 7_732_502,
  signUp: 7_732_503,
  reconcile: 7_732_504,
  admins: 7_732_505,
} as const;
