/** Whoever stands for several services. */
export const FOR_MANY = {
  kind: { $in: ['group', 'user', 'system', 'domain'] },
};
