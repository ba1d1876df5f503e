/** Shorter than this, and the warning two minutes before the end would come with every page. */
const choices = [15, 10, 5, 3];

/** The times (minutes) that a person may choose from: the portal's own, which is the longest, and shorter ones. */
export function idleChoices(portal: number): readonly number[] {
  return [portal, ...choices.filter((minutes) => minutes < portal)];
}
