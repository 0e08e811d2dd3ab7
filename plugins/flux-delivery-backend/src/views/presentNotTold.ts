/** What a view of the past says where facts of the present path are left out. */
export const PRESENT_NOT_TOLD =
  'What environments follow now, and what suspensions hold back, is not told: that takes the permission to read the delivery path.';
